import type { DisputeOutcome } from '@sotevarmenne/api/fees'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { readOne, there, timestamp, type Tx } from '#platform/db.ts'
import type { Dispute, InvoiceId } from '../contract.ts'

/** With what both wrote, sealed. */
export type SealedDispute = Dispute & {
  readonly reasonSealed?: Uint8Array
  readonly replySealed?: Uint8Array
}

/** Inserts it with its charges; returns how many of them are new: each is disputed once. */
export async function insertDispute(
  tx: Tx,
  dispute: Omit<SealedDispute, 'settled' | 'replySealed'>,
  chargeIds: readonly string[],
): Promise<number> {
  await tables(tx)
    .insertInto('charges.dispute')
    .values({
      case_id: dispute.caseId,
      invoice_id: dispute.invoiceId,
      disputed_at: timestamp(dispute.disputedAt),
      disputed_by: dispute.disputedBy,
      outcome: null,
      settled_at: null,
      reason_sealed: dispute.reasonSealed ?? null,
      reply_sealed: null,
    })
    .execute()
  const { rows } = await sql`
    insert into charges.disputed_charge (charge_id, case_id)
    select unnest(${chargeIds}::uuid[]), ${dispute.caseId}::uuid
    on conflict (charge_id) do nothing
    returning charge_id`.execute(tx)
  return rows.length
}

export const lockDispute = (tx: Tx, caseId: string): Promise<SealedDispute | undefined> =>
  readOne(disputes(tx).where('case_id', '=', caseId).forUpdate(), disputeOf)

/** The oldest first. */
export async function disputesOf(tx: Tx, invoiceId: string): Promise<readonly SealedDispute[]> {
  const rows = await disputes(tx)
    .where('invoice_id', '=', invoiceId)
    .orderBy('disputed_at')
    .execute()
  return rows.map(disputeOf)
}

/** Facts of an invoice that was disputed. */
export type DisputeFacts = {
  /** A dispute of it is not decided. */
  readonly isOpen: boolean
  /** When a dispute of it was last refused. */
  readonly refusedAt?: Instant
}

/** Facts of those invoices that were disputed, found by their index. */
export async function disputeFactsOf(
  tx: Tx,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, DisputeFacts>> {
  if (invoiceIds.length === 0) return new Map()
  const { rows } = await sql<{ invoice_id: string; is_open: boolean; refused_at: Instant | null }>`
    select invoice_id, bool_or(outcome is null) as is_open,
      max(settled_at) filter (where outcome = 'refused') as refused_at
    from charges.dispute
    where invoice_id = any(${invoiceIds}::uuid[])
    group by invoice_id`.execute(tx)
  return new Map(
    rows.map(({ invoice_id, is_open, refused_at }) => [
      invoice_id,
      { isOpen: is_open, ...(refused_at !== null && { refusedAt: refused_at }) },
    ]),
  )
}

/** Every invoice with an undecided dispute: as many as somebody has to deal with. */
export async function openlyDisputedInvoices(tx: Tx): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('charges.dispute')
    .select('invoice_id')
    .distinct()
    .where('outcome', 'is', null)
    .execute()
  return rows.map(({ invoice_id }) => invoice_id)
}

export async function chargesOfDispute(tx: Tx, caseId: string): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('charges.disputed_charge')
    .select('charge_id')
    .where('case_id', '=', caseId)
    .execute()
  return rows.map(({ charge_id }) => charge_id)
}

/** The given charges that were disputed. */
export async function disputedAmong(tx: Tx, chargeIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ charge_id: string }>`
    select charge_id from charges.disputed_charge where charge_id = any(${chargeIds}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ charge_id }) => charge_id))
}

/** The given charges with an undecided dispute. */
export async function openlyDisputedAmong(
  tx: Tx,
  chargeIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ charge_id: string }>`
    select charge_id from charges.disputed_charge join charges.dispute using (case_id)
    where charge_id = any(${chargeIds}::uuid[]) and outcome is null`.execute(tx)
  return new Set(rows.map(({ charge_id }) => charge_id))
}

export async function settleDispute(
  tx: Tx,
  caseId: string,
  { outcome, at }: { readonly outcome: DisputeOutcome; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('charges.dispute')
    .set({ outcome, settled_at: timestamp(at) })
    .where('case_id', '=', caseId)
    .execute()
}

export async function saveReply(tx: Tx, caseId: string, sealed: Uint8Array): Promise<void> {
  await tables(tx)
    .updateTable('charges.dispute')
    .set({ reply_sealed: sealed })
    .where('case_id', '=', caseId)
    .execute()
}

/** Ended disputes with operators that still have texts, in the order of their end. */
export async function lockSettled(tx: Tx, limit: number): Promise<readonly Dispute[]> {
  const rows = await disputes(tx)
    .where('reason_sealed', 'is not', null)
    .where('settled_at', 'is not', null)
    .orderBy('settled_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(disputeOf)
}

export async function eraseTexts(tx: Tx, caseId: string): Promise<void> {
  await tables(tx)
    .updateTable('charges.dispute')
    .set({ reason_sealed: null, reply_sealed: null })
    .where('case_id', '=', caseId)
    .execute()
}

type DisputeRow = {
  case_id: string
  invoice_id: string
  disputed_at: Instant
  disputed_by: string
  outcome: DisputeOutcome | null
  settled_at: Instant | null
  reason_sealed: Uint8Array | null
  reply_sealed: Uint8Array | null
}

type Tables = {
  'charges.dispute': DisputeRow
  'charges.disputed_charge': { charge_id: string; case_id: string }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const disputes = (tx: Tx) => tables(tx).selectFrom('charges.dispute').selectAll()

const disputeOf = (row: DisputeRow): SealedDispute => ({
  caseId: row.case_id,
  invoiceId: row.invoice_id as InvoiceId,
  disputedAt: row.disputed_at,
  disputedBy: row.disputed_by,
  ...(row.reason_sealed !== null && { reasonSealed: row.reason_sealed }),
  ...(row.reply_sealed !== null && { replySealed: row.reply_sealed }),
  ...(row.outcome !== null && {
    settled: { outcome: row.outcome, at: there(row, 'settled_at') },
  }),
})
