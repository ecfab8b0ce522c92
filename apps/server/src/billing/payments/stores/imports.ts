import type { Instant } from '@sotevarmenne/kernel/instant'
import { optionalTimestamp, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { BankEntry, Import } from '../contract.ts'

/** Returns whether it is new: a file is imported once. */
export async function insertImport(
  tx: Tx,
  sealing: Sealing,
  { file, ...one }: Import & { readonly file: string },
): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('payments.import')
    .values({
      ...{ import_id: one.importId, file_key: sealing.fingerprint(file), format: one.format },
      ...{ entries: one.entries, amount_cents: one.amountCents, skipped: one.skipped },
      ...{ imported_at: timestamp(one.importedAt), imported_by: one.importedBy },
      ...{ done: one.done, known: one.known, waiting: one.waiting },
      ...{ moved_at: timestamp(one.movedAt), ready_at: optionalTimestamp(one.readyAt) },
    })
    .onConflict((conflict) => conflict.column('file_key').doNothing())
    .returning('import_id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const importOfFile = (tx: Tx, sealing: Sealing, file: string): Promise<Import | undefined> =>
  readOne(imports(tx).where('file_key', '=', sealing.fingerprint(file)), importOf)

/** Until the transaction ends, no other job works on it. */
export const lockImport = (tx: Tx, importId: string): Promise<Import | undefined> =>
  readOne(imports(tx).where('import_id', '=', importId).forUpdate(), importOf)

/** The newest first. */
export async function importsPage(
  tx: Tx,
  { behind, limit }: RowsSought,
): Promise<readonly Import[]> {
  const rows = await imports(tx)
    .$call(inOrderOfTime({ at: 'imported_at', id: 'import_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map(importOf)
}

/** How far the import is. */
export async function saveProgress(
  tx: Tx,
  { importId, done, known, waiting, movedAt, readyAt }: Import,
): Promise<void> {
  await tables(tx)
    .updateTable('payments.import')
    .set({
      ...{ done, known, waiting },
      ...{ moved_at: timestamp(movedAt), ready_at: optionalTimestamp(readyAt) },
    })
    .where('import_id', '=', importId)
    .execute()
}

/** The entries of the file, a piece for each transaction of the job. */
export async function insertPieces(
  tx: Tx,
  sealing: Sealing,
  importId: string,
  pieces: readonly (readonly BankEntry[])[],
): Promise<void> {
  if (pieces.length === 0) return
  await tables(tx)
    .insertInto('payments.import_piece')
    .values(
      pieces.map((entries, piece) => ({
        ...{ import_id: importId, piece },
        entries_sealed: sealJson(sealing, entries, contextOf(importId, piece)),
      })),
    )
    .execute()
}

/** Takes out the first piece that is left: its names are stored with the payments alone from then on. */
export async function takePiece(
  tx: Tx,
  sealing: Sealing,
  importId: string,
): Promise<readonly BankEntry[] | undefined> {
  const first = await tables(tx)
    .selectFrom('payments.import_piece')
    .select(['piece', 'entries_sealed'])
    .where('import_id', '=', importId)
    .orderBy('piece')
    .limit(1)
    .executeTakeFirst()
  if (first === undefined) return undefined
  await tables(tx)
    .deleteFrom('payments.import_piece')
    .where('import_id', '=', importId)
    .where('piece', '=', first.piece)
    .execute()
  const { piece, entries_sealed } = first
  return openJson(sealing, entries_sealed, contextOf(importId, piece)) as readonly BankEntry[]
}

const contextOf = (importId: string, piece: number): string => `${importId} ${String(piece)}`

type ImportRow = {
  import_id: string
  file_key: Uint8Array
  format: Import['format']
  entries: number
  amount_cents: number
  skipped: number
  imported_at: Instant
  imported_by: string
  done: number
  known: number
  waiting: number
  moved_at: Instant
  ready_at: Instant | null
}

type PieceRow = { import_id: string; piece: number; entries_sealed: Uint8Array }

const tables = (tx: Tx) =>
  tx.$extendTables<{ 'payments.import': ImportRow; 'payments.import_piece': PieceRow }>()
const imports = (tx: Tx) => tables(tx).selectFrom('payments.import').selectAll()

const importOf = (row: ImportRow): Import => ({
  ...{ importId: row.import_id, format: row.format, entries: row.entries },
  ...{ amountCents: row.amount_cents, skipped: row.skipped },
  ...{ importedAt: row.imported_at, importedBy: row.imported_by },
  ...{ done: row.done, known: row.known, waiting: row.waiting, movedAt: row.moved_at },
  ...(row.ready_at !== null && { readyAt: row.ready_at }),
})
