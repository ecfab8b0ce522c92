import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { proveConsistency as contract } from '@sotevarmenne/api/audit'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { consistencyPath } from '../domain/merkle.ts'
import { checkpointOfSize } from '../stores/checkpoints.ts'
import { hashesOf } from './prove.ts'
import { base64, showCheckpoint } from './show.ts'

export type ProveConsistencyRefusal =
  { readonly kind: 'checkpoint-unknown' } | { readonly kind: 'checkpoints-swapped' }

/** The proof that the trail of the second checkpoint begins with that of the first (RFC 9162 § 2.1.4); tells of nobody. */
export const proveConsistency =
  ({ db }: { readonly db: Db }) =>
  async (
    _permit: Permit<'audit.viewCheckpoints'>,
    sizes: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, ProveConsistencyRefusal>> => {
    if (sizes.first > sizes.second) return refuse({ kind: 'checkpoints-swapped' })

    return db.read(async (tx) => {
      const first = await checkpointOfSize(tx, sizes.first)
      const second = await checkpointOfSize(tx, sizes.second)
      if (!first || !second) return refuse({ kind: 'checkpoint-unknown' })

      const [path = []] = await hashesOf(tx, [consistencyPath(first.size, second.size)])
      return ok({
        first: showCheckpoint(first),
        second: showCheckpoint(second),
        path: path.map(base64),
      })
    })
  }
