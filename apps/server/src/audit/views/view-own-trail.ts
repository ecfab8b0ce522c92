import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { viewOwnTrail as contract } from '@sotevarmenne/api/audit'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { TrailViewed } from '../contract.ts'
import { entriesOfPerson } from '../stores/entries.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { showCheckpoint, showProven } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'

export type ViewOwnTrailRefusal = CursorRefusal | { readonly kind: 'no-checkpoint-yet' }

/**
 * Everything that was done with the own card and person, newest first, each entry proved against one signed
 * checkpoint: the newest when the first page was asked for. Of other entries it shows hashes only.
 */
export const viewOwnTrail =
  ({ db, record }: ViewDeps) =>
  async (
    permit: Permit<'audit.viewOwnTrail'>,
    { cursor, limit }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, ViewOwnTrailRefusal>> => {
    const personId = personOf(permit)
    const place = cursor === undefined ? undefined : readCursor(cursor)
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
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const viewed: TrailViewed = { type: 'TrailViewed', about: { personId } }
      await record(tx, viewed, permit)
      const paths = await inclusionPaths(
        tx,
        page.map(({ position }) => position),
        size,
      )
      return ok({
        checkpoint: showCheckpoint(checkpoint),
        entries: page.map((placed, nr) => showProven({ ...placed, path: paths[nr] ?? [] })),
        ...(last &&
          found.length > limit && { nextCursor: `${String(size)}_${String(last.position)}` }),
      })
    }, viewing)
  }

function readCursor(
  text: string,
): { readonly size: number; readonly position: number } | undefined {
  const [, size, position] = /^(\d{1,15})_(\d{1,15})$/.exec(text) ?? []
  return size === undefined ? undefined : { size: Number(size), position: Number(position) }
}
