import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Generated } from 'kysely'
import { timelinesIn } from '#cards/card/index.ts'
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
  const notes = rows.map(({ spare_card_id: id, at, means, text_sealed: textSealed }) => ({
    ...{ id, at, means, textSealed },
  }))
  return Map.groupBy(notes, ({ id }) => id)
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

/** Of spare cards. */
export const timelines = timelinesIn('spare_cards.timeline', 'spare_card_id')

type Tables = {
  'spare_cards.note': {
    position: Generated<number>
    spare_card_id: string
    at: Instant
    means: string
    text_sealed: Uint8Array | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
