import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import { json, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import { retainPhoto } from '#cards/photos/index.ts'
import type { RightRules } from '#cards/products/index.ts'
import type { Confirmation } from './domain/confirmation.ts'
import type { Order, OrderContent, OrderIn, Placement } from './domain/order.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingsOn } from '#settings/index.ts'
import {
  documentsRetained,
  photoRetained,
  retentionDayOf,
  type Retention,
} from './domain/retention.ts'

type OrderRow = {
  order_id: string
  person_id: string
  point_id: string
  state: Order['state']
  /** Empty once erased: such a row is never read. */
  documents_sealed: Uint8Array | null
  documents_retained_until: Instant
  retention_settings: UsedSettings
  product: OrderContent['product']
  /** For staff and actor cards: the employer, the agreements and the employment certificate. */
  organisation_id: string | null
  card_agreement_id: string | null
  delegation_id: string | null
  employment_certificate_id: string | null
  /** Of a pending order of one of the two rights that may have a card each. */
  pending_right: string | null
  drafted_at: Instant
  ordered_at: Instant | null
  card_id: string | null
  /** By a registrar, or by rules alone. */
  signed: SignedRow | DecidedRow | null
  produced_at: Instant | null
  cancelled_at: Instant | null
  erased_at: Instant | null
}

/** The sealed content of an order; the statement as base64. */
type Documents = {
  content: OrderContent
  statement?: string
  decisions?: readonly DecisionView[]
  confirmation?: Confirmation
}

/** The signature in JSON: bytes as base64. */
type SignedRow = {
  statementDigest: string
  signature: string
  signatureAlgorithm: string
  chain: readonly string[]
  certificateSerial: string
}

type DecidedRow = { statementDigest: string; rulesVersion: string }

type Tables = { 'orders.card_order': OrderRow }

export async function insertOrder(
  tx: Tx,
  sealing: Sealing,
  order: Order,
  pendingRight?: string | null,
): Promise<void> {
  const { content } = order
  const retention = await retentionOf(tx, order)
  await tx
    .$extendTables<Tables>()
    .insertInto('orders.card_order')
    .values({
      order_id: content.orderId,
      person_id: content.personId,
      point_id: content.point.pointId,
      drafted_at: timestamp(content.draftedAt),
      product: content.product,
      ...(content.product !== 'professional-card' && {
        organisation_id: content.employment.organisationId,
        card_agreement_id: content.basis.cardAgreementId,
        delegation_id: content.basis.delegationId ?? null,
        employment_certificate_id: content.employment.certificate?.certificateId ?? null,
      }),
      ...changingColumns(sealing, order, { retention, pendingRight }),
    })
    .execute()
  await retainPhotoOf(tx, order, retention)
}

export async function saveOrder(
  tx: Tx,
  sealing: Sealing,
  order: Order,
  pendingRight?: string | null,
): Promise<void> {
  const retention = await retentionOf(tx, order)
  await tx
    .$extendTables<Tables>()
    .updateTable('orders.card_order')
    .set(changingColumns(sealing, order, { retention, pendingRight }))
    .where('order_id', '=', order.content.orderId)
    .execute()
  await retainPhotoOf(tx, order, retention)
}

const retentionOf = (tx: Tx, order: Order): Promise<Retention> =>
  settingsOn(
    tx,
    ['order-retention', 'cancelled-order-retention', 'photo-retention'],
    retentionDayOf(order),
  )

/** The photo is retained as long as this state of its order requires. */
async function retainPhotoOf(tx: Tx, order: Order, retention: Retention): Promise<void> {
  const { photo, orderId } = order.content
  if (!photo) return
  const retained = photoRetained(order, retention)
  await retainPhoto(tx, { photoId: photo.photoId, orderId, ...retained })
}

/**
 * Saves a placed order; the index on pending orders refuses a second one of the same person, but for those of the two
 * rights that may have a card each.
 */
export async function savePlacedOrder(
  tx: Tx,
  sealing: Sealing,
  order: OrderIn<'ordered'>,
  rules: Pick<RightRules, 'together'>,
): Promise<Result<void, { readonly kind: 'order-pending' }>> {
  return unlessPending(() => saveOrder(tx, sealing, order, pendingRightOf(order, rules)))
}

const pendingRightOf = (
  { content }: OrderIn<'ordered'>,
  { together }: Pick<RightRules, 'together'>,
): string | null =>
  content.product === 'professional-card' && together.includes(content.right.code)
    ? content.right.code
    : null

/** The same for a renewal, which is never a draft. */
export async function insertPlacedOrder(
  tx: Tx,
  sealing: Sealing,
  order: OrderIn<'ordered'>,
  rules: Pick<RightRules, 'together'>,
): Promise<Result<void, { readonly kind: 'order-pending' }>> {
  return unlessPending(() => insertOrder(tx, sealing, order, pendingRightOf(order, rules)))
}

async function unlessPending(
  write: () => Promise<void>,
): Promise<Result<void, { readonly kind: 'order-pending' }>> {
  try {
    await write()
    return ok(undefined)
  } catch (thrown) {
    if (breaksOnePendingOrder(thrown)) return refuse({ kind: 'order-pending' })
    throw thrown
  }
}

export const lockOrder = (tx: Tx, sealing: Sealing, orderId: string): Promise<Order | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId).forUpdate(), (row) => orderOf(sealing, row))

export const lockOrderOfCard = (
  tx: Tx,
  sealing: Sealing,
  cardId: string,
): Promise<Order | undefined> =>
  readOne(orders(tx).where('card_id', '=', cardId).forUpdate(), (row) => orderOf(sealing, row))

export const orderById = (tx: Tx, sealing: Sealing, orderId: string): Promise<Order | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId), (row) => orderOf(sealing, row))

/** Other orders for the person wait until this transaction ends, if they take the same lock. */
export async function lockOrdersOf(tx: Tx, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 0))`.execute(tx)
}

/** The person's orders, newest first. */
export async function ordersOf(
  tx: Tx,
  sealing: Sealing,
  personId: string,
): Promise<readonly Order[]> {
  const rows = await orders(tx)
    .where('person_id', '=', personId)
    .orderBy('drafted_at', 'desc')
    .execute()
  return rows.map((row) => orderOf(sealing, row))
}

/** Those of the persons who ordered at the point. */
export async function orderedAt(
  tx: Tx,
  { personIds, pointId }: { readonly personIds: readonly string[]; readonly pointId: string },
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await orders(tx)
    .clearSelect()
    .select('person_id')
    .distinct()
    .where('person_id', 'in', [...personIds])
    .where('point_id', '=', pointId)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** Drafts and orders without a finished card that are based on the agreement or delegation, each locked. */
export async function lockOrdersUnderAgreement(
  tx: Tx,
  sealing: Sealing,
  agreementId: string,
): Promise<readonly Order[]> {
  const rows = await orders(tx)
    .where((where) =>
      where.or([
        where('card_agreement_id', '=', agreementId),
        where('delegation_id', '=', agreementId),
      ]),
    )
    .where('state', 'in', ['draft', 'ordered'])
    .forUpdate()
    .execute()
  return rows.map((row) => orderOf(sealing, row))
}

/** What a list of orders is searched by. */
export type OrdersSought = { readonly orderId: string } | { readonly personIds: readonly string[] }

export async function ordersNewestFirst(
  tx: Tx,
  sealing: Sealing,
  page: RowsSought & {
    readonly pointId: string
    readonly state: Order['state'] | undefined
    /** Only orders of these persons, or this order. */
    readonly of?: OrdersSought | undefined
  },
): Promise<readonly Order[]> {
  const { pointId, state, of } = page
  let query = orders(tx).where('point_id', '=', pointId)
  if (state !== undefined) query = query.where('state', '=', state)
  if (of !== undefined)
    query =
      'orderId' in of
        ? query.where('order_id', '=', of.orderId)
        : query.where(isAmong('person_id', of.personIds))
  const rows = await query
    .$call(inOrderOfTime({ at: 'drafted_at', id: 'order_id', order: 'desc', ...page }))
    .execute()
  return rows.map((row) => orderOf(sealing, row))
}

export type Erased = { readonly personId: string; readonly id: string }
type ErasedOrder = Erased & { readonly settings: UsedSettings }

/**
 * Erases the documents of orders past their retention, oldest first, and the signer's certificates with them.
 */
export async function eraseDocuments(
  tx: Tx,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly ErasedOrder[]> {
  const { rows } = await sql<ErasedOrder>`
    update orders.card_order
    set documents_sealed = null, signed = signed - 'chain', erased_at = ${timestamp(now)}
    where order_id in (
      select order_id from orders.card_order
      where erased_at is null and documents_retained_until < ${timestamp(now)}
      order by documents_retained_until limit ${limit}
      for update skip locked
    )
    returning order_id as id, person_id as "personId", retention_settings as settings`.execute(tx)
  return rows
}

/** Orders that are not erased: of an erased one only the row stays. */
const orders = (tx: Tx) =>
  tx
    .$extendTables<Tables>()
    .selectFrom('orders.card_order')
    .selectAll()
    .where('erased_at', 'is', null)

/** The columns that change during an order's life; those that do not apply to its state are empty. */
const changingColumns = (
  sealing: Sealing,
  order: Order,
  {
    retention,
    pendingRight,
  }: { readonly retention: Retention; readonly pendingRight: string | null | undefined },
) => {
  const { until, settings } = documentsRetained(order, retention)
  const placement = order.state === 'draft' ? undefined : order.placement
  return {
    documents_sealed: sealDocuments(sealing, order),
    documents_retained_until: timestamp(until),
    retention_settings: json(settings),
    state: order.state,
    ...(order.state === 'ordered'
      ? pendingRight !== undefined && { pending_right: pendingRight }
      : { pending_right: null }),
    ordered_at: placement ? timestamp(placement.orderedAt) : null,
    card_id: placement?.cardId ?? null,
    signed: placement ? json(signedRow(placement)) : null,
    produced_at: order.state === 'produced' ? timestamp(order.producedAt) : null,
    cancelled_at: order.state === 'cancelled' ? timestamp(order.cancelledAt) : null,
  }
}

function orderOf(sealing: Sealing, row: OrderRow): Order {
  const { content, statement, decisions, confirmation } = openDocuments(sealing, row)
  const confirmed = confirmation && { confirmation }
  const every = { content, decisions, ...(statement && { statement }), ...confirmed }
  const placement = placementOf(row)
  if (row.state === 'draft' && statement && !('renewal' in content))
    return { content, decisions, statement, ...confirmed, state: 'draft' }
  if (row.state === 'cancelled' && row.cancelled_at !== null)
    return {
      ...every,
      state: 'cancelled',
      cancelledAt: row.cancelled_at,
      ...(placement && { placement }),
    }
  if (row.state === 'ordered' && placement) return { ...every, state: 'ordered', placement }
  if (row.state === 'produced' && placement && row.produced_at !== null)
    return { ...every, state: 'produced', placement, producedAt: row.produced_at }

  throw new Error(`order ${row.order_id} lacks data that its state ${row.state} requires`)
}

const sealDocuments = (
  sealing: Sealing,
  { content, statement, decisions, confirmation }: Order,
): Uint8Array => {
  const documents: Documents = {
    content,
    decisions,
    ...(confirmation && { confirmation }),
    ...(statement && { statement: toBase64(statement) }),
  }
  return sealJson(sealing, documents, content.orderId)
}

function openDocuments(
  sealing: Sealing,
  { order_id, documents_sealed }: OrderRow,
): Pick<Order, 'content' | 'statement' | 'decisions' | 'confirmation'> {
  if (documents_sealed === null) throw new Error(`order ${order_id} was erased`)
  // Sealed by `sealDocuments` from its own type.
  const opened = openJson(sealing, documents_sealed, order_id) as Documents
  const { content, statement, decisions, confirmation } = opened
  return {
    // Before other cards existed, orders had neither product nor price.
    content: { ...firstProduct, ...content },
    decisions: decisions ?? [],
    ...(confirmation && { confirmation }),
    ...(statement !== undefined && { statement: fromBase64(statement) }),
  }
}

const firstProduct = {
  product: 'professional-card',
  price: { kind: 'free', because: 'professional-card' },
} as const

const placementOf = (row: OrderRow): Placement | undefined =>
  row.ordered_at !== null && row.card_id !== null && row.signed !== null
    ? {
        orderedAt: row.ordered_at,
        cardId: row.card_id,
        decided: decidedIn(row.signed),
      }
    : undefined

const decidedIn = (row: SignedRow | DecidedRow): Placement['decided'] =>
  'rulesVersion' in row
    ? row
    : {
        statementDigest: row.statementDigest,
        signature: fromBase64(row.signature),
        signatureAlgorithm: row.signatureAlgorithm,
        chain: row.chain.map(fromBase64),
        certificateSerial: row.certificateSerial,
      }

const signedRow = ({ decided }: Placement): SignedRow | DecidedRow =>
  'rulesVersion' in decided
    ? decided
    : {
        statementDigest: decided.statementDigest,
        signature: toBase64(decided.signature),
        signatureAlgorithm: decided.signatureAlgorithm,
        chain: decided.chain.map(toBase64),
        certificateSerial: decided.certificateSerial,
      }

/** `unique_violation` (PostgreSQL, appendix A) of the index that allows one pending order per person and right. */
const breaksOnePendingOrder = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  thrown.code === '23505' &&
  'constraint' in thrown &&
  thrown.constraint === 'one_pending_order_a_person'
