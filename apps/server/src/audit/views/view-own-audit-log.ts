import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { daysOf, type CursorRefusal } from '#platform/paging.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { AuditLogViewed } from '../contract.ts'
import { entriesOfPerson } from '../stores/entries.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { showCheckpoint, showProven } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'
import { historyProblems } from '../problems.ts'

export type ViewOwnAuditLogRefusal = CursorRefusal | { readonly kind: 'no-checkpoint-yet' }

/**
 * Everything that was done with the person and their cards, newest first, each entry proved against one
 * checkpoint: the newest at the request of the first page. Of other entries it shows hashes only.
 */
export const viewOwnAuditLog = operation({
  contract: api.viewOwnAuditLog,
  problems: historyProblems,
  handle:
    ({ db, record }: ViewDeps) =>
    async (
      permit,
      { cursor, limit, from, to, withoutOwnViews },
    ): Promise<Result<ResponseOf<typeof api.viewOwnAuditLog>, ViewOwnAuditLogRefusal>> => {
      const personId = personOf(permit)
      const place = cursor === undefined ? undefined : readPlace(cursor)
      if (cursor !== undefined && !place) return refuse({ kind: 'cursor-unreadable' })

      return db.write(async (tx) => {
        const checkpoint = await checkpointFor(tx, place?.size)
        if (!checkpoint) return refuse({ kind: place ? 'cursor-unreadable' : 'no-checkpoint-yet' })

        const { size } = checkpoint
        const found = await entriesOfPerson(tx, {
          personId,
          behind: place?.position,
          size,
          limit: limit + 1,
          withoutOwnViews: withoutOwnViews === 'yes',
          ...daysOf({ from, to }),
        })
        const page = found.slice(0, limit)
        const last = page.at(-1)
        const viewed: AuditLogViewed = { type: 'AuditLogViewed', about: { personId } }
        await record(tx, viewed, permit)
        const paths = await inclusionPaths(
          tx,
          page.map(({ position }) => position),
          size,
        )
        return ok({
          checkpoint: showCheckpoint(checkpoint),
          entries: page.map((placed, nr) => showProven({ ...placed, path: paths[nr] ?? [] })),
          ...(last && found.length > limit && { nextCursor: writePlace(size, last.position) }),
        })
      }, viewing)
    },
})

/** Where a page of proven entries ended, and the checkpoint against which they are proved. */
export const writePlace = (size: number, position: number): string =>
  `${String(size)}_${String(position)}`

export function readPlace(
  text: string,
): { readonly size: number; readonly position: number } | undefined {
  const [, size, position] = /^(\d{1,15})_(\d{1,15})$/.exec(text) ?? []
  return size === undefined ? undefined : { size: Number(size), position: Number(position) }
}
