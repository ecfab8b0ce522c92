import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { ChargesDeps } from './deps.ts'
import { chargesShown } from './show-charges.ts'

/**
 * The service's charges, free ones included, the newest first; operators see their own. They name no person:
 * no access record.
 */
export const listCharges = operation({
  contract: contracts.listCharges,
  problems: cursorProblems,
  handle:
    (deps: ChargesDeps) =>
    async (
      _permit,
      { cursor, ...requested },
    ): Promise<Result<ResponseOf<typeof contracts.listCharges>, CursorRefusal>> => {
      const behind = readCursor(cursor)
      if (!behind.ok) return behind
      return deps.db.read(async (tx) =>
        ok(
          await chargesShown(deps, tx, { sellerId: 'service', ...requested, behind: behind.value }),
        ),
      )
    },
})
