import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Generated } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { SpareCardId } from '../contract.ts'

export async function insertNote(
  tx: Tx,
  note: {
    readonly spareCardId: SpareCardId
    readonly at: Instant
    readonly means: string
    readonly textSealed?: Uint8Array
  },
): Promise<void> {
  await tables(tx)
    .insertInto('spare_cards.note')
    .values({
      spare_card_id: note.spareCardId,
      at: timestamp(note.at),
      means: note.means,
      text_sealed: note.textSealed ?? null,
    })
    .execute()
}

export type NoteStored = {
  readonly at: Instant
  readonly means: string
  readonly textSealed: Uint8Array | null
}

export async function notesOf(
  tx: Tx,
  spareCardIds: readonly string[],
): Promise<ReadonlyMap<string, readonly NoteStored[]>> {
  if (spareCardIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('spare_cards.note')
    .select(['spare_card_id', 'at', 'means', 'text_sealed'])
    .where('spare_card_id', 'in', [...spareCardIds])
    .orderBy('position')
    .execute()
  return grouped(
    rows.map((row) => [
      row.spare_card_id,
      { at: row.at, means: row.means, textSealed: row.text_sealed },
    ]),
  )
}

/** Erases the text of the notes; that they were made stays. */
export async function eraseNotesOf(tx: Tx, spareCardIds: readonly string[]): Promise<void> {
  if (spareCardIds.length === 0) return
  await tables(tx)
    .updateTable('spare_cards.note')
    .set({ text_sealed: null })
    .where('spare_card_id', 'in', [...spareCardIds])
    .execute()
}

export type TimelineEntry = { readonly at: Instant; readonly what: string }

export async function addToTimeline(
  tx: Tx,
  spareCardId: string,
  entry: TimelineEntry,
): Promise<void> {
  await tables(tx)
    .insertInto('spare_cards.timeline')
    .values({ spare_card_id: spareCardId, at: timestamp(entry.at), what: entry.what })
    .execute()
}

/** The timeline of each, oldest event first. */
export async function timelinesOf(
  tx: Tx,
  spareCardIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TimelineEntry[]>> {
  if (spareCardIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('spare_cards.timeline')
    .select(['spare_card_id', 'at', 'what'])
    .where('spare_card_id', 'in', [...spareCardIds])
    .orderBy('position')
    .execute()
  return grouped(rows.map(({ spare_card_id: of, at, what }) => [of, { at, what }]))
}

function grouped<Value>(
  pairs: readonly (readonly [string, Value])[],
): ReadonlyMap<string, readonly Value[]> {
  const groups = Map.groupBy(pairs, ([key]) => key)
  return new Map([...groups].map(([key, members]) => [key, members.map(([, value]) => value)]))
}

type Tables = {
  'spare_cards.note': {
    position: Generated<number>
    spare_card_id: string
    at: Instant
    means: string
    text_sealed: Uint8Array | null
  }
  'spare_cards.timeline': {
    position: Generated<number>
    spare_card_id: string
    at: Instant
    what: string
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
