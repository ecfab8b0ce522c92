import type { CheckpointView, ProvenEntryView } from '@sotevarmenne/api/audit'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { PlacedEntry } from '../stores/entries.ts'
import { checkpointFor, inclusionPaths } from './prove.ts'
import { showCheckpoint, showProven } from './show.ts'
import { viewing } from './view-deps.ts'

export type ProvenPageRefusal = CursorRefusal | { readonly kind: 'no-checkpoint-yet' }

type ProvenPage = {
  readonly checkpoint: CheckpointView
  readonly entries: ProvenEntryView[]
  readonly nextCursor?: string
}

/**
 * A page of entries, each proved against one checkpoint: the newest at the request of the first page. `find`
 * gets the position at which the former page ended; `record` records what is shown.
 */
export function provenPage(
  db: Db,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  {
    find,
    record,
  }: {
    readonly find: (
      tx: Tx,
      within: { readonly past: number | undefined; readonly size: number; readonly limit: number },
    ) => Promise<readonly PlacedEntry[]>
    readonly record: (tx: Tx, page: readonly PlacedEntry[]) => Promise<void>
  },
): Promise<Result<ProvenPage, ProvenPageRefusal>> {
  const place = cursor === undefined ? undefined : readPlace(cursor)
  if (cursor !== undefined && !place) return Promise.resolve(refuse({ kind: 'cursor-unreadable' }))

  return db.write(async (tx): Promise<Result<ProvenPage, ProvenPageRefusal>> => {
    const checkpoint = await checkpointFor(tx, place?.size)
    if (!checkpoint) return refuse({ kind: place ? 'cursor-unreadable' : 'no-checkpoint-yet' })

    const { size } = checkpoint
    const found = await find(tx, { past: place?.position, size, limit: limit + 1 })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    await record(tx, page)
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

/** Where a page ended, and the checkpoint against which its entries are proved. */
const writePlace = (size: number, position: number): string => `${String(size)}_${String(position)}`

function readPlace(text: string): { readonly size: number; readonly position: number } | undefined {
  const [, size, position] = /^(\d{1,15})_(\d{1,15})$/.exec(text) ?? []
  return size === undefined ? undefined : { size: Number(size), position: Number(position) }
}
