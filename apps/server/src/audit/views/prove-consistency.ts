import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toBase64 } from '#platform/base64.ts'
import type { Db } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { consistencyPath } from '@sotevarmenne/issuing/domain/merkle'
import { checkpointOfSize } from '../stores/checkpoints.ts'
import { hashesOf } from './prove.ts'
import { showCheckpoint } from './show.ts'
import { consistencyProblems } from '../problems.ts'

export type ProveConsistencyRefusal =
  { readonly kind: 'checkpoint-not-found' } | { readonly kind: 'checkpoints-swapped' }

/**
 * The proof that the first checkpoint's log is a prefix of the second's (RFC 9162 § 2.1.4); contains no
 * personal data.
 */
export const proveConsistency = operation({
  contract: api.proveConsistency,
  problems: consistencyProblems,
  handle:
    ({ db }: { readonly db: Db }) =>
    async (
      _permit,
      sizes,
    ): Promise<Result<ResponseOf<typeof api.proveConsistency>, ProveConsistencyRefusal>> => {
      if (sizes.first > sizes.second) return refuse({ kind: 'checkpoints-swapped' })

      return db.read(async (tx) => {
        const first = await checkpointOfSize(tx, sizes.first)
        const second = await checkpointOfSize(tx, sizes.second)
        if (!first || !second) return refuse({ kind: 'checkpoint-not-found' })

        const [path = []] = await hashesOf(tx, [consistencyPath(first.size, second.size)])
        return ok({
          first: showCheckpoint(first),
          second: showCheckpoint(second),
          path: path.map(toBase64),
        })
      })
    },
})
