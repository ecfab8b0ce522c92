import type { InvoiceFilter } from '@sotevarmenne/api/fees'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql, type RawBuilder } from 'kysely'
import {
  disputeFactsOf,
  openlyDisputedInvoices,
  type DisputeFacts,
  type Looked,
} from '#billing/charges/index.ts'
import type { SellerId } from '#billing/charges/contract.ts'
import {
  hasRow,
  json,
  optionalTimestamp,
  readOne,
  there,
  timestamp,
  type Tx,
} from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { settingOn } from '#settings/index.ts'
import type { Delivery, Invoice, InvoiceContent, Month } from './contract.ts'

export async function insertInvoice(tx: Tx, content: InvoiceContent): Promise<void> {
  await tables(tx)
    .insertInto('invoices.invoice')
    .values({
      invoice_id: content.invoiceId,
      seller_id: content.sellerId,
      number: content.number,
      kind: content.kind,
      credits: content.kind === 'credit-note' ? content.credits.invoiceId : null,
      organisation_id: content.organisationId,
      month: content.month,
      created_at: timestamp(content.createdAt),
      content: json(content),
      gross_cents: content.totals.grossCents,
      delivery: content.sellerId === 'service' ? 'waiting' : 'by-seller',
      delivered_at: null,
      refused_because: null,
      paid_on: null,
      reminded_at: null,
    })
    .execute()
}

export const hasInvoice = (
  tx: Tx,
  {
    sellerId,
    organisationId,
    month,
  }: {
    readonly sellerId: SellerId
    readonly organisationId: string
    readonly month: Month
  },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('invoices.invoice')
      .select('invoice_id')
      .where('seller_id', '=', sellerId)
      .where('organisation_id', '=', organisationId)
      .where('month', '=', month)
      .where('kind', '=', 'invoice'),
  )

export const findInvoice = (tx: Tx, invoiceId: string): Promise<Invoice | undefined> =>
  readOne(invoices(tx).where('invoice_id', '=', invoiceId), (row) => invoiceOf(tx, row))

/** The invoice, if it is the seller's. */
export async function findInvoiceOf(
  tx: Tx,
  sellerId: SellerId,
  invoiceId: string,
): Promise<Invoice | undefined> {
  const invoice = await findInvoice(tx, invoiceId)
  return invoice?.sellerId === sellerId ? invoice : undefined
}

/** The invoice, if it is the seller's; locked until the transaction ends. */
export const lockInvoice = (
  tx: Tx,
  sellerId: SellerId,
  invoiceId: string,
): Promise<Invoice | undefined> =>
  readOne(
    invoices(tx).where('invoice_id', '=', invoiceId).where('seller_id', '=', sellerId).forUpdate(),
    (row) => invoiceOf(tx, row),
  )

/** The seller's invoices with these numbers, by number. */
export async function invoicesByNumber(
  tx: Tx,
  sellerId: SellerId,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Invoice>> {
  const rows = await invoices(tx)
    .where('seller_id', '=', sellerId)
    .where(sql<boolean>`number = any(${[...numbers]}::bigint[])`)
    .where('kind', '=', 'invoice')
    .execute()
  return new Map((await invoicesOf(tx, rows)).map((invoice) => [invoice.number, invoice]))
}

/** The same of one, locked. */
export const lockInvoiceByNumber = (
  tx: Tx,
  sellerId: SellerId,
  number: number,
): Promise<Invoice | undefined> =>
  readOne(
    invoices(tx)
      .where('seller_id', '=', sellerId)
      .where('number', '=', number)
      .where('kind', '=', 'invoice')
      .forUpdate(),
    (row) => invoiceOf(tx, row),
  )

/** Credit notes of the invoice, the oldest first. */
export async function creditsOf(tx: Tx, invoiceId: string): Promise<readonly Invoice[]> {
  const rows = await invoices(tx).where('credits', '=', invoiceId).orderBy('number').execute()
  return invoicesOf(tx, rows)
}

/** What the words of a search can mean: any of these. */
export type InvoicesSought = {
  readonly numbers: readonly number[]
  readonly organisationIds: readonly string[]
  readonly sellerIds: readonly SellerId[]
}

/** The newest first. */
export async function invoicesPage(
  tx: Tx,
  page: RowsSought &
    Looked & {
      readonly filter: InvoiceFilter
      readonly sought?: InvoicesSought | undefined
      readonly amountCents?: number | undefined
    },
): Promise<readonly Invoice[]> {
  const { sellerId, organisationId, filter, sought, amountCents, behind, limit, days = {} } = page
  let query = invoices(tx)
  if (sellerId !== undefined) query = query.where('seller_id', '=', sellerId)
  if (organisationId !== undefined) query = query.where('organisation_id', '=', organisationId)
  if (filter === 'unpaid')
    query = query
      .where('kind', '=', 'invoice')
      .where('paid_on', 'is', null)
      .where(sql<boolean>`gross_cents > ${creditedCents}`)
  if (filter === 'disputed')
    query = query.where(sql<boolean>`invoice_id = any(${await openlyDisputedInvoices(tx)}::uuid[])`)
  if (filter === 'refused') query = query.where('delivery', '=', 'refused')
  if (filter === 'paid') query = query.where('paid_on', 'is not', null)
  if (amountCents !== undefined)
    query = query.where(sql<boolean>`abs(gross_cents) = ${amountCents}`)
  if (sought !== undefined)
    query = query.where(
      sql<boolean>`(number = any(${[...sought.numbers]}::bigint[])
        or organisation_id = any(${[...sought.organisationIds]}::uuid[])
        or seller_id = any(${[...sought.sellerIds]}::text[]))`,
    )
  const rows = await query
    .$call(
      inOrderOfTime({ at: 'created_at', id: 'invoice_id', order: 'desc', behind, limit, days }),
    )
    .execute()
  return invoicesOf(tx, rows)
}

/** Invoices and credit notes of the month, in the order of their numbers. */
export async function invoicesOfMonth(
  tx: Tx,
  {
    sellerId,
    month,
    after,
    limit,
  }: {
    readonly sellerId: SellerId
    readonly month: Month
    readonly after: number
    readonly limit: number
  },
): Promise<readonly Invoice[]> {
  const rows = await invoices(tx)
    .where('seller_id', '=', sellerId)
    .where('month', '=', month)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
  return invoicesOf(tx, rows)
}

export async function saveDelivery(tx: Tx, invoiceId: string, delivery: Delivery): Promise<void> {
  await tables(tx)
    .updateTable('invoices.invoice')
    .set({
      delivery: delivery.state,
      delivered_at: optionalTimestamp('at' in delivery ? delivery.at : undefined),
      refused_because: delivery.state === 'refused' ? delivery.because : null,
    })
    .where('invoice_id', '=', invoiceId)
    .execute()
}

export async function savePaid(
  tx: Tx,
  invoiceId: string,
  paidOn: LocalDate | undefined,
): Promise<void> {
  await tables(tx)
    .updateTable('invoices.invoice')
    .set({ paid_on: paidOn ?? null })
    .where('invoice_id', '=', invoiceId)
    .execute()
}

/** The same for many, by invoice. */
export async function saveAllPaid(
  tx: Tx,
  paidOn: ReadonlyMap<string, LocalDate | undefined>,
): Promise<void> {
  if (paidOn.size === 0) return
  await sql`
    update invoices.invoice set paid_on = paid.paid_on
    from unnest(${[...paidOn.keys()]}::uuid[],
      ${[...paidOn.values()].map((day) => day ?? null)}::date[]) paid (invoice_id, paid_on)
    where invoice.invoice_id = paid.invoice_id`.execute(tx)
}

export async function saveReminded(tx: Tx, invoiceId: string, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('invoices.invoice')
    .set({ reminded_at: timestamp(at) })
    .where('invoice_id', '=', invoiceId)
    .execute()
}

type InvoiceRow = {
  invoice_id: string
  seller_id: SellerId
  number: number
  kind: Invoice['kind']
  credits: string | null
  organisation_id: string
  month: string
  created_at: Instant
  content: InvoiceContent
  gross_cents: number
  delivery: Delivery['state']
  delivered_at: Instant | null
  refused_because: string | null
  paid_on: LocalDate | null
  reminded_at: Instant | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'invoices.invoice': InvoiceRow }>()
const invoices = (tx: Tx) =>
  tables(tx)
    .selectFrom('invoices.invoice')
    .selectAll()
    .select([
      creditedCents.as('credited_cents'),
      paidCents(sql`true`).as('paid_cents'),
      paidCents(sql`payment.entry_id is null`).as('paid_by_hand_cents'),
    ])

/** For the invoice of the row: the sum of its credit notes, found by their index. */
const creditedCents = sql<number>`(
  select coalesce(-sum(note.gross_cents), 0)::bigint from invoices.invoice note
  where note.credits = invoices.invoice.invoice_id
)`

/** For the invoice of the row: the sum of such payments, found by their index. */
const paidCents = (condition: RawBuilder<unknown>) => sql<number>`(
  select coalesce(sum(payment.amount_cents), 0)::bigint from invoices.payment
  where payment.invoice_id = invoices.invoice.invoice_id and ${condition}
)`

type LoadedRow = InvoiceRow & {
  readonly credited_cents: number
  readonly paid_cents: number
  readonly paid_by_hand_cents: number
}

const invoicesOf = async (tx: Tx, rows: readonly LoadedRow[]): Promise<readonly Invoice[]> => {
  const disputed = await disputeFactsOf(
    tx,
    rows.filter((row) => row.kind === 'invoice').map((row) => row.invoice_id),
  )
  const invoices = []
  for (const row of rows) {
    const facts = disputed.get(row.invoice_id)
    invoices.push(withFacts(row, facts, await refusedOf(tx, facts)))
  }
  return invoices
}

async function invoiceOf(tx: Tx, row: LoadedRow): Promise<Invoice> {
  const disputed = row.kind === 'invoice' ? await disputeFactsOf(tx, [row.invoice_id]) : undefined
  const facts = disputed?.get(row.invoice_id)
  return withFacts(row, facts, await refusedOf(tx, facts))
}

type Refused = NonNullable<Invoice['refusedDispute']>

/** With the days to pay of the day of the refusal (R227, R345). */
async function refusedOf(tx: Tx, disputed: DisputeFacts | undefined): Promise<Refused | undefined> {
  if (disputed?.refusedAt === undefined) return undefined
  const on = dateInHelsinki(disputed.refusedAt)
  return { on, daysToPay: (await settingOn(tx, 'payment-term-after-dispute', on)).value }
}

const withFacts = (
  row: LoadedRow,
  disputed: DisputeFacts | undefined,
  refused: Refused | undefined,
): Invoice => ({
  ...row.content,
  sellerId: row.seller_id,
  creditedCents: row.credited_cents,
  ...{ paidCents: row.paid_cents, paidByHandCents: row.paid_by_hand_cents },
  isDisputed: disputed?.isOpen ?? false,
  ...(row.reminded_at !== null && { remindedAt: row.reminded_at }),
  ...(refused && { refusedDispute: refused }),
  delivery: deliveryOf(row),
  ...(row.paid_on !== null && { paidOn: row.paid_on }),
})

function deliveryOf(row: InvoiceRow): Delivery {
  switch (row.delivery) {
    case 'by-seller':
    case 'waiting':
      return { state: row.delivery }
    case 'sent':
      return { state: row.delivery, at: there(row, 'delivered_at') }
    case 'refused':
      return {
        state: row.delivery,
        at: there(row, 'delivered_at'),
        because: there(row, 'refused_because'),
      }
  }
}
