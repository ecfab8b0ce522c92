import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { EntriesErased } from '../contract.ts'
import { storedEntryOf, tables, type StoredEntry } from './tables.ts'

/** The last erasure, as recorded in the audit log itself. */
export async function latestErasure(
  tx: Tx,
): Promise<(StoredEntry & { readonly before: number; readonly years: number }) | undefined> {
  const row = await tables(tx)
    .selectFrom('audit.entry')
    .selectAll()
    .where('type', '=', 'EntriesErased' satisfies EntriesErased['type'])
    .orderBy('arrived', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { before, years } = row.facts as Pick<EntriesErased, 'before' | 'years'>
  return { ...storedEntryOf(row), before, years }
}

/**
 * How far entries may be erased: the largest signed size above the erased part that was signed before the
 * instant; at most a piece at a time, unless two checkpoints are further apart.
 */
export async function sizeToErase(
  tx: Tx,
  {
    erased,
    signedBefore,
    piece,
  }: { readonly erased: number; readonly signedBefore: Instant; readonly piece: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ size: number | null }>`
    select coalesce(max(size) filter (where size <= ${erased + piece}), min(size)) as size
    from audit.checkpoint where size > ${erased} and at < ${timestamp(signedBefore)}`.execute(tx)
  return rows[0]?.size ?? undefined
}

/** Erases the entries at positions from `from` to before `to`; their leaves are retained. */
export async function eraseEntries(tx: Tx, from: number, to: number): Promise<void> {
  // Entries are deleted by this function alone (docs/security/processes.md).
  await sql`select audit.erase_entries(${from}, ${to})`.execute(tx)
}
