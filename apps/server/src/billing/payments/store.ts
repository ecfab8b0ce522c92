import type { PaymentFilter, PaymentWaits } from '@sotevarmenne/api/payments'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { BankEntry, Payment, PaymentDecision } from './contract.ts'

/** Which of these entries were imported before, by their keys. */
export async function knownAmong(
  tx: Tx,
  sealing: Sealing,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const prints = new Map(keys.map((key) => [hexOf(sealing.fingerprint(key)), key]))
  const { rows } = await sql<{ bank_key: Uint8Array }>`
    select bank_key from payments.entry
    where bank_key = any(array(
      select decode(print, 'hex') from unnest(${[...prints.keys()]}::text[]) print
    ))`.execute(tx)
  return new Set(rows.flatMap(({ bank_key }) => prints.get(hexOf(bank_key)) ?? []))
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export async function insertPayments(
  tx: Tx,
  sealing: Sealing,
  payments: readonly (Payment & Pick<BankEntry, 'bankKey'>)[],
): Promise<void> {
  if (payments.length === 0) return
  await tables(tx)
    .insertInto('payments.entry')
    .values(
      payments.map((one) => ({
        entry_id: one.entryId,
        bank_key: sealing.fingerprint(one.bankKey),
        paid_on: one.paidOn,
        amount_cents: one.amountCents,
        reference: one.reference ?? null,
        payer_sealed: one.payer === undefined ? null : sealJson(sealing, one.payer, one.entryId),
        invoice_number: one.invoiceNumber ?? null,
        left_cents: one.leftCents,
        because: one.because ?? null,
        imported_at: timestamp(one.importedAt),
        imported_by: one.importedBy,
        import_id: one.importId ?? null,
      })),
    )
    .execute()
}

export const lockPayment = (
  tx: Tx,
  sealing: Sealing,
  entryId: string,
): Promise<Payment | undefined> =>
  readOne(entries(tx).where('entry_id', '=', entryId).forUpdate(), (row) => paymentOf(sealing, row))

/** The newest first. */
export async function paymentsPage(
  tx: Tx,
  sealing: Sealing,
  {
    filter,
    importId,
    behind,
    limit,
  }: RowsSought & { readonly filter: PaymentFilter; readonly importId?: string | undefined },
): Promise<readonly Payment[]> {
  const rows = await entries(tx)
    .$if(filter === 'waiting', (all) => all.where('left_cents', '<>', 0))
    .where(importId === undefined ? sql<boolean>`true` : sql<boolean>`import_id = ${importId}`)
    .$call(inOrderOfTime({ at: 'imported_at', id: 'entry_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => paymentOf(sealing, row))
}

/** What is left after a decision, and the decision. */
export async function saveDecision(
  tx: Tx,
  sealing: Sealing,
  {
    decisionId,
    entryId,
    leftCents,
    ...decision
  }: Required<Pick<PaymentDecision, 'reason'>> &
    PaymentDecision & {
      readonly decisionId: string
      readonly entryId: string
      readonly leftCents: number
    },
): Promise<void> {
  await tables(tx)
    .updateTable('payments.entry')
    .set({ left_cents: leftCents })
    .where('entry_id', '=', entryId)
    .execute()
  await tables(tx)
    .insertInto('payments.decision')
    .values({
      ...{ decision_id: decisionId, entry_id: entryId, kind: decision.kind },
      amount_cents: decision.amountCents,
      invoice_number: decision.invoiceNumber ?? null,
      reason_sealed: sealJson(sealing, decision.reason, decisionId),
      decided_at: timestamp(decision.decidedAt),
      decided_by: decision.decidedBy,
    })
    .execute()
}

/** By entry, the oldest first. */
export async function decisionsOf(
  tx: Tx,
  sealing: Sealing,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PaymentDecision[]>> {
  const rows = await tables(tx)
    .selectFrom('payments.decision')
    .selectAll()
    .where(isAmong('entry_id', entryIds))
    .orderBy('decided_at')
    .orderBy('decision_id')
    .execute()
  const byEntry = Map.groupBy(rows, ({ entry_id }) => entry_id)
  return new Map(
    [...byEntry].map(([entryId, ofEntry]) => [
      entryId,
      ofEntry.map((row) => ({
        ...{ kind: row.kind, amountCents: row.amount_cents },
        ...(row.invoice_number !== null && { invoiceNumber: row.invoice_number }),
        ...(row.reason_sealed !== null && {
          reason: openJson(sealing, row.reason_sealed, row.decision_id) as string,
        }),
        ...{ decidedAt: row.decided_at, decidedBy: row.decided_by },
      })),
    ]),
  )
}

/**
 * Erases payers and reasons of settled payments of which nothing happened since then, oldest first. Returns of
 * how many.
 */
export async function erasePayers(
  tx: Tx,
  {
    before,
    since,
    limit,
  }: { readonly before: LocalDate; readonly since: Instant; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ entry_id: string }>`
    update payments.entry set payer_sealed = null, is_erased = true
    where entry_id in (
      select entry_id from payments.entry e
      where left_cents = 0 and not is_erased
        and imported_at < ${timestamp(since)} and paid_on < ${before}
        and not exists (
          select from payments.decision d
          where d.entry_id = e.entry_id and d.decided_at >= ${timestamp(since)}
        )
      order by imported_at, entry_id limit ${limit} for update
    )
    returning entry_id`.execute(tx)
  await tables(tx)
    .updateTable('payments.decision')
    .set({ reason_sealed: null })
    .where(
      isAmong(
        'entry_id',
        rows.map(({ entry_id }) => entry_id),
      ),
    )
    .execute()
  return rows.length
}

type EntryRow = {
  entry_id: string
  bank_key: Uint8Array
  paid_on: LocalDate
  amount_cents: number
  reference: string | null
  payer_sealed: Uint8Array | null
  invoice_number: number | null
  left_cents: number
  because: PaymentWaits | null
  imported_at: Instant
  imported_by: string
  import_id: string | null
}

type DecisionRow = {
  decision_id: string
  entry_id: string
  kind: PaymentDecision['kind']
  amount_cents: number
  invoice_number: number | null
  reason_sealed: Uint8Array | null
  decided_at: Instant
  decided_by: string
}

const tables = (tx: Tx) =>
  tx.$extendTables<{ 'payments.entry': EntryRow; 'payments.decision': DecisionRow }>()
const entries = (tx: Tx) => tables(tx).selectFrom('payments.entry').selectAll()

const paymentOf = (sealing: Sealing, row: EntryRow): Payment => ({
  ...{ entryId: row.entry_id, paidOn: row.paid_on, amountCents: row.amount_cents },
  ...(row.reference !== null && { reference: row.reference }),
  ...(row.payer_sealed !== null && {
    payer: openJson(sealing, row.payer_sealed, row.entry_id) as string,
  }),
  ...(row.invoice_number !== null && { invoiceNumber: row.invoice_number }),
  leftCents: row.left_cents,
  ...(row.because !== null && { because: row.because }),
  ...{ importedAt: row.imported_at, importedBy: row.imported_by },
  ...(row.import_id !== null && { importId: row.import_id }),
})
