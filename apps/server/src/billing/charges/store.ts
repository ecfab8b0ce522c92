import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { Charge, ChargeId, ChargedUnit, InvoiceId, SellerId } from './contract.ts'

/** Returns whether it is new: one operation is charged once. */
export async function insertCharge(
  tx: Tx,
  charge: Charge,
  { cause, createdAt }: { readonly cause: string; readonly createdAt: Instant },
): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('charges.charge')
    .values({
      charge_id: charge.chargeId,
      cause,
      seller_id: charge.sellerId,
      organisation_id: charge.organisationId,
      product: charge.product,
      because: charge.because,
      net_cents: charge.netCents,
      vat_permille: charge.vatPermille,
      acted_on: charge.actedOn,
      created_at: timestamp(createdAt),
      card_agreement_id: charge.cardAgreementId ?? null,
      delegation_id: charge.delegationId ?? null,
      ...subjectColumns(charge.subject),
      unit: charge.unit ? json(charge.unit) : null,
      cost_centre: charge.costCentre ?? null,
      invoice_reference: charge.invoiceReference ?? null,
      invoice_id: null,
      credit_note_id: null,
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('charge_id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** What is owed to a seller up to the day. */
type Owed = { readonly sellerId: SellerId; readonly until: LocalDate }

/** Organisations with open charges up to the day, in the order of their ids. */
export async function payersBehind(
  tx: Tx,
  {
    sellerId,
    until,
    after,
    limit,
  }: Owed & { readonly after: string | undefined; readonly limit: number },
): Promise<readonly string[]> {
  let query = tables(tx)
    .selectFrom('charges.charge')
    .select('organisation_id')
    .distinct()
    .where('seller_id', '=', sellerId)
    .where('invoice_id', 'is', null)
    .where('net_cents', '>', 0)
    .where('acted_on', '<=', until)
  if (after !== undefined) query = query.where('organisation_id', '>', after)
  const rows = await query.orderBy('organisation_id').limit(limit).execute()
  return rows.map(({ organisation_id }) => organisation_id)
}

/** How many organisations still wait for their invoice of operations up to the day. */
export async function countPayers(tx: Tx, { sellerId, until }: Owed): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('charges.charge')
    .select(({ fn }) => fn.count<number>('organisation_id').distinct().as('count'))
    .where('seller_id', '=', sellerId)
    .where('invoice_id', 'is', null)
    .where('net_cents', '>', 0)
    .where('acted_on', '<=', until)
    .executeTakeFirstOrThrow()
  return count
}

/** Open charges up to the day, each locked, the oldest first. */
export async function lockOpenCharges(
  tx: Tx,
  { sellerId, organisationId, until }: Owed & { readonly organisationId: string },
): Promise<readonly Charge[]> {
  const rows = await charges(tx)
    .where('seller_id', '=', sellerId)
    .where('organisation_id', '=', organisationId)
    .where('invoice_id', 'is', null)
    .where('net_cents', '>', 0)
    .where('acted_on', '<=', until)
    .orderBy('acted_on')
    .orderBy('charge_id')
    .forUpdate()
    .execute()
  return rows.map(chargeOf)
}

/** What another organisation owes a seller from now on. */
export type Moved = {
  readonly sellerId: SellerId
  readonly charges: number
  readonly netCents: number
}

/**
 * Moves an organisation's open charges to another, with its cost centres; returns how much that is, by
 * seller. What the other would owe itself is free.
 */
export async function moveOpenCharges(
  tx: Tx,
  { organisationId, to }: { readonly organisationId: string; readonly to: string },
): Promise<readonly Moved[]> {
  const ownBecause: Charge['because'] = 'owed-to-itself'
  const rows = await tables(tx)
    .with('moved', (db) =>
      db
        .updateTable('charges.charge')
        .set({
          organisation_id: to,
          cost_centre: sql<string | null>`(
            select own.cost_centre from charges.cost_centre own
            where own.organisation_id = ${to}::uuid
              and own.unit_oid in ('', coalesce(unit ->> 'oid', ''))
            order by own.unit_oid desc limit 1
          )`,
          net_cents: sql<number>`case when seller_id = ${to} then 0 else net_cents end`,
          because: sql<
            Charge['because']
          >`case when seller_id = ${to} then ${ownBecause} else because end`,
        })
        .where('organisation_id', '=', organisationId)
        .where('invoice_id', 'is', null)
        .where('net_cents', '>', 0)
        .returning(['seller_id', 'net_cents']),
    )
    .selectFrom('moved')
    .select(({ fn }) => [
      'seller_id',
      fn.countAll<number>().as('charges'),
      fn.sum<string | number>('net_cents').as('net_cents'),
    ])
    .groupBy('seller_id')
    .orderBy('seller_id')
    .execute()
  return rows.map(({ seller_id, charges, net_cents }) => ({
    ...{ sellerId: seller_id, charges, netCents: Number(net_cents) },
  }))
}

/**
 * Organisations that still owe something for the visits; none for a visit that was credited whole, or is
 * free.
 */
export async function payersByVisit(
  tx: Tx,
  visitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ visit_id: string; payers: readonly string[] | null }>`
    select visit_id, array_agg(distinct organisation_id::text)
      filter (where credit_note_id is null and net_cents > 0) as payers
    from charges.charge
    where visit_id = any(${visitIds}::uuid[])
    group by visit_id`.execute(tx)
  return new Map(rows.map(({ visit_id, payers }) => [visit_id, payers ?? []]))
}

/** Charges on the invoice, or those of them on its credit note; a page at a time. */
export async function chargesOn(
  tx: Tx,
  { invoiceId, creditNoteId }: ChargesOnDocument,
  { behind, limit }: { readonly behind?: string | undefined; readonly limit: number },
): Promise<readonly Charge[]> {
  let query = charges(tx).where('invoice_id', '=', invoiceId)
  if (creditNoteId !== undefined) query = query.where('credit_note_id', '=', creditNoteId)
  if (behind !== undefined) query = query.where('charge_id', '>', behind)
  const rows = await query.orderBy('charge_id').limit(limit).execute()
  return rows.map(chargeOf)
}

export type ChargesOnDocument = {
  readonly invoiceId: string
  readonly creditNoteId?: string | undefined
}

/** The given charges of the invoice, or all that are not credited, each locked. */
export async function lockChargesOn(
  tx: Tx,
  invoiceId: string,
  named: readonly string[] | undefined,
): Promise<readonly Charge[]> {
  const all = charges(tx).where('invoice_id', '=', invoiceId)
  const meant =
    named === undefined
      ? all.where('credit_note_id', 'is', null)
      : all.where('charge_id', 'in', [...named])
  const rows = await meant.orderBy('acted_on').orderBy('charge_id').forUpdate().execute()
  return rows.map(chargeOf)
}

/** Marks them as invoiced on the invoice. */
export const putOnInvoice = (
  tx: Tx,
  charges: readonly Charge[],
  invoiceId: InvoiceId,
): Promise<void> => setOf(tx, charges, { invoice_id: invoiceId })

/** Marks them as credited by the credit note. */
export const putOnCreditNote = (
  tx: Tx,
  charges: readonly Charge[],
  creditNoteId: InvoiceId,
): Promise<void> => setOf(tx, charges, { credit_note_id: creditNoteId })

async function setOf(
  tx: Tx,
  charges: readonly Charge[],
  columns: Partial<Pick<ChargeRow, 'invoice_id' | 'credit_note_id'>>,
): Promise<void> {
  await tables(tx)
    .updateTable('charges.charge')
    .set(columns)
    .where(sql<boolean>`charge_id = any(${charges.map(({ chargeId }) => chargeId)}::uuid[])`)
    .execute()
}

/** The filter: charges of a seller, of an organisation, or of both. */
export type Looked = {
  readonly sellerId?: SellerId | undefined
  readonly organisationId?: string | undefined
}

/** The newest first. */
export async function chargesPage(
  tx: Tx,
  page: RowsSought & Looked,
): Promise<readonly (Charge & { readonly createdAt: Instant })[]> {
  const { sellerId, organisationId, behind, limit } = page
  let query = charges(tx)
  if (sellerId !== undefined) query = query.where('seller_id', '=', sellerId)
  if (organisationId !== undefined) query = query.where('organisation_id', '=', organisationId)
  const rows = await query
    .$call(inOrderOfTime({ at: 'created_at', id: 'charge_id', order: 'desc', behind, limit }))
    .execute()
  return rows.map((row) => ({ ...chargeOf(row), createdAt: row.created_at }))
}

/** First and last day, both included. */
export type Period = {
  readonly organisationId: string
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Charges of the organisation in the period, both days included, the oldest operation first. */
export async function chargesBetween(
  tx: Tx,
  {
    organisationId,
    from,
    to,
    after,
    limit,
  }: Period & { readonly after: Charge | undefined; readonly limit: number },
): Promise<readonly Charge[]> {
  let query = charges(tx)
    .where('organisation_id', '=', organisationId)
    .where('acted_on', '>=', from)
    .where('acted_on', '<=', to)
  if (after)
    query = query.where(
      sql<boolean>`(acted_on, charge_id) > (${after.actedOn}::date, ${after.chargeId}::uuid)`,
    )
  const rows = await query.orderBy('acted_on').orderBy('charge_id').limit(limit).execute()
  return rows.map(chargeOf)
}

export type ChargeSum = {
  readonly unit?: ChargedUnit
  readonly costCentre?: string
  readonly product: Charge['product']
  readonly count: number
  readonly netCents: number
}

/**
 * The sums of its operations in the period, without credited ones. By unit, cost centre and product, the
 * whole organisation first.
 */
export async function sumsBetween(
  tx: Tx,
  { organisationId, from, to }: Period,
): Promise<readonly ChargeSum[]> {
  const rows = await tables(tx)
    .selectFrom('charges.charge')
    .select(({ fn }) => [
      'unit',
      'cost_centre',
      'product',
      fn.countAll<number>().as('count'),
      fn.sum<string | number>('net_cents').as('net_cents'),
    ])
    .where('organisation_id', '=', organisationId)
    .where('acted_on', '>=', from)
    .where('acted_on', '<=', to)
    .where('credit_note_id', 'is', null)
    .groupBy(['unit', 'cost_centre', 'product'])
    .orderBy(sql`unit ->> 'name'`, (order) => order.asc().nullsFirst())
    .orderBy('cost_centre', (order) => order.asc().nullsFirst())
    .orderBy('product')
    .execute()
  return rows.map(({ unit, cost_centre, product, count, net_cents }) => ({
    ...(unit !== null && { unit }),
    ...(cost_centre !== null && { costCentre: cost_centre }),
    ...{ product, count, netCents: Number(net_cents) },
  }))
}

type ChargeRow = {
  charge_id: string
  cause: string
  seller_id: SellerId
  organisation_id: string
  product: Charge['product']
  because: Charge['because']
  net_cents: number
  vat_permille: number
  acted_on: LocalDate
  created_at: Instant
  card_agreement_id: string | null
  delegation_id: string | null
  order_id: string | null
  card_id: string | null
  application_id: string | null
  approval_id: string | null
  visit_id: string | null
  point_id: string | null
  unit: ChargedUnit | null
  cost_centre: string | null
  invoice_reference: string | null
  invoice_id: string | null
  credit_note_id: string | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'charges.charge': ChargeRow }>()

const charges = (tx: Tx) => tables(tx).selectFrom('charges.charge').selectAll()

const chargeOf = (row: ChargeRow): Charge => ({
  chargeId: row.charge_id as ChargeId,
  sellerId: row.seller_id,
  organisationId: row.organisation_id,
  product: row.product,
  because: row.because,
  netCents: row.net_cents,
  vatPermille: row.vat_permille,
  actedOn: row.acted_on,
  ...(row.card_agreement_id !== null && { cardAgreementId: row.card_agreement_id }),
  ...(row.delegation_id !== null && { delegationId: row.delegation_id }),
  subject: subjectOf(row),
  ...(row.unit !== null && { unit: row.unit }),
  ...(row.cost_centre !== null && { costCentre: row.cost_centre }),
  ...(row.invoice_reference !== null && { invoiceReference: row.invoice_reference }),
  state: chargeStateOf(row),
})

const subjectColumns = (subject: Charge['subject']) => ({
  order_id: subject.kind === 'card' ? subject.orderId : null,
  card_id: subject.kind === 'card' ? subject.cardId : null,
  application_id: subject.kind === 'certificate' ? subject.applicationId : null,
  approval_id: (subject.kind === 'certificate' && subject.approvalId) || null,
  visit_id: subject.kind === 'visit' ? subject.visitId : null,
  point_id: subject.kind === 'visit' ? subject.pointId : null,
})

function subjectOf(row: ChargeRow): Charge['subject'] {
  if (row.visit_id !== null)
    return { kind: 'visit', visitId: row.visit_id, pointId: there(row, 'point_id') }
  if (row.application_id === null)
    return { kind: 'card', orderId: there(row, 'order_id'), cardId: there(row, 'card_id') }
  return {
    ...{ kind: 'certificate', applicationId: row.application_id },
    ...(row.approval_id !== null && { approvalId: row.approval_id }),
  }
}

function chargeStateOf({ invoice_id, credit_note_id }: ChargeRow): Charge['state'] {
  if (invoice_id === null) return { kind: 'open' }
  const invoiceId = invoice_id as InvoiceId
  return credit_note_id === null
    ? { kind: 'invoiced', invoiceId }
    : { kind: 'credited', invoiceId, creditNoteId: credit_note_id as InvoiceId }
}
