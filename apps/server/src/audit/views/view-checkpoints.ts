import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toBase64 } from '#platform/base64.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import { checkpointsBelow } from '../stores/checkpoints.ts'
import type { VerifyDeps } from '../verify-audit-log.ts'
import { showCheckpoint } from './show.ts'
import { searchProblems } from '../problems.ts'

/**
 * Checkpoints, newest first. They contain no personal data, and more copies make them safer: open to
 * everybody.
 */
export const viewCheckpoints = operation({
  contract: api.viewCheckpoints,
  problems: searchProblems,
  handle:
    ({ db, checkpointKeys: { current, former } }: VerifyDeps) =>
    async (
      _permit,
      { cursor, limit },
    ): Promise<Result<ResponseOf<typeof api.viewCheckpoints>, CursorRefusal>> => {
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
        return refuse({ kind: 'cursor-unreadable' })

      const found = await db.read((tx) =>
        checkpointsBelow(tx, cursor === undefined ? undefined : Number(cursor), limit + 1),
      )
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return ok({
        key: toBase64(current),
        ...(former.length > 0 && { formerKeys: former.map(toBase64) }),
        checkpoints: page.map(showCheckpoint),
        ...(last && found.length > limit && { nextCursor: String(last.size) }),
      })
    },
})
