import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { ChargesDeps } from './deps.ts'
import { chargesShown } from './show-charges.ts'

/** What the service charged or was free, the newest first; what operators of points charge is theirs. No name of a person is in it: it leaves no entry in the trail. */
export const listCharges =
  (deps: ChargesDeps) =>
  async (
    _permit: Permit<'fees.viewFees'>,
    { cursor, ...asked }: InputOf<typeof contracts.listCharges>,
  ): Promise<Result<AnswerOf<typeof contracts.listCharges>, CursorRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return deps.db.read(async (tx) =>
      ok(await chargesShown(deps, tx, { sellerId: 'service', ...asked, behind: behind.value })),
    )
  }
