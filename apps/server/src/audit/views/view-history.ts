import type * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { daysOf, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { entriesAbout, type HistorySubject } from '../stores/history.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { viewsOf } from './search-audit-log.ts'
import { showCheckpoint, showProven } from './show.ts'
import { viewing, type ViewDeps } from './view-deps.ts'
import { readPlace, writePlace } from './view-own-audit-log.ts'

export type ViewHistoryRefusal = CursorRefusal | { readonly kind: 'no-checkpoint-yet' }

type HistoryRequested = {
  readonly of: HistorySubject
  readonly withoutViews?: 'yes' | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

type History = Omit<ResponseOf<typeof api.viewAuditHistory>, 'names'>

/**
 * What happened to the subject, oldest first, each entry proved against one checkpoint: the newest at the
 * request of the first page. Recorded for each person in it (R51).
 */
export const viewHistory =
  ({ db, recordAll }: Pick<ViewDeps, 'db' | 'recordAll'>) =>
  async (
    permit: Permit<'audit.viewAuditLog'>,
    { of, cursor, limit, from, to, withoutViews }: HistoryRequested,
  ): Promise<Result<History, ViewHistoryRefusal>> => {
    const place = cursor === undefined ? undefined : readPlace(cursor)
    if (cursor !== undefined && !place) return refuse({ kind: 'cursor-unreadable' })

    return db.write(async (tx): Promise<Result<History, ViewHistoryRefusal>> => {
      const checkpoint = await checkpointFor(tx, place?.size)
      if (!checkpoint) return refuse({ kind: place ? 'cursor-unreadable' : 'no-checkpoint-yet' })

      const { size } = checkpoint
      const found = await entriesAbout(tx, of, {
        after: place?.position,
        size,
        limit: limit + 1,
        withoutViews: withoutViews === 'yes',
        ...daysOf({ from, to }),
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      await recordAll(
        tx,
        viewsOf(page.map(({ entry }) => entry)).map((event) => ({ event, permit })),
      )
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
  }
