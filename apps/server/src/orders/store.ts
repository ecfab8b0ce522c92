import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { PhotoId } from './contract.ts'
import type { Order, OrderContent, OrderIn, Placement } from './domain/order.ts'

type OrderRow = {
  order_id: string
  person_id: string
  point_id: string
  state: Order['state']
  content: OrderContent
  statement: Uint8Array
  drafted_at: Instant
  ordered_at: Instant | null
  card_id: string | null
  signed: SignedRow | null
  produced_at: Instant | null
  cancelled_at: Instant | null
}

/** The signature in JSON: octets as base64. */
type SignedRow = {
  signature: string
  signatureAlgorithm: string
  chain: readonly string[]
  certificateSerial: string
}

type PhotoRow = {
  photo_id: string
  person_id: string
  image_sealed: Uint8Array
  digest: string
  width: number
  height: number
  stored_at: Instant
}

type Tables = { 'orders.card_order': OrderRow; 'orders.photo': PhotoRow }

export async function insertOrder(tx: Tx, order: Order): Promise<void> {
  const { content, statement } = order
  await tx
    .$extendTables<Tables>()
    .insertInto('orders.card_order')
    .values({
      order_id: content.orderId,
      person_id: content.personId,
      point_id: content.point.pointId,
      content: json(content),
      statement,
      drafted_at: timestamp(content.draftedAt),
      ...stateColumns(order),
    })
    .execute()
}

export async function saveOrder(tx: Tx, order: Order): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .updateTable('orders.card_order')
    .set(stateColumns(order))
    .where('order_id', '=', order.content.orderId)
    .execute()
}

/** Saves an order that was placed; the index on pending orders refuses a second one of the same person. */
export async function savePlacedOrder(
  tx: Tx,
  order: OrderIn<'ordered'>,
): Promise<Result<void, { readonly kind: 'order-pending' }>> {
  try {
    await saveOrder(tx, order)
    return ok(undefined)
  } catch (thrown) {
    if (breaksOnePendingOrder(thrown)) return refuse({ kind: 'order-pending' })
    throw thrown
  }
}

export async function lockOrder(tx: Tx, orderId: string): Promise<Order | undefined> {
  const row = await orders(tx).where('order_id', '=', orderId).forUpdate().executeTakeFirst()
  return row && orderOf(row)
}

export async function lockOrderOfCard(tx: Tx, cardId: string): Promise<Order | undefined> {
  const row = await orders(tx).where('card_id', '=', cardId).forUpdate().executeTakeFirst()
  return row && orderOf(row)
}

export async function orderById(tx: Tx, orderId: string): Promise<Order | undefined> {
  const row = await orders(tx).where('order_id', '=', orderId).executeTakeFirst()
  return row && orderOf(row)
}

/** The person's orders, newest first. */
export async function ordersOf(tx: Tx, personId: string): Promise<readonly Order[]> {
  const rows = await orders(tx)
    .where('person_id', '=', personId)
    .orderBy('drafted_at', 'desc')
    .execute()
  return rows.map(orderOf)
}

/** Where a page of orders begins: after this one, in the order newest first. */
export type PagePosition = { readonly draftedAt: Instant; readonly orderId: string }

export async function ordersNewestFirst(
  tx: Tx,
  page: {
    readonly pointId: string | undefined
    readonly state: Order['state'] | undefined
    readonly after: PagePosition | undefined
    readonly limit: number
  },
): Promise<readonly Order[]> {
  const { pointId, state, after, limit } = page
  const rows = await orders(tx)
    .$if(pointId !== undefined, (query) => query.where('point_id', '=', pointId ?? ''))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'draft'))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(drafted_at, order_id) < (${timestamp(after?.draftedAt ?? zero)}, ${after?.orderId})`,
      ),
    )
    .orderBy('drafted_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(orderOf)
}

export type StoredPhoto = {
  readonly photoId: PhotoId
  readonly personId: string
  readonly sealed: Uint8Array
  readonly digest: string
  readonly width: number
  readonly height: number
}

export async function insertPhoto(tx: Tx, photo: StoredPhoto, storedAt: Instant): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .insertInto('orders.photo')
    .values({
      photo_id: photo.photoId,
      person_id: photo.personId,
      image_sealed: photo.sealed,
      digest: photo.digest,
      width: photo.width,
      height: photo.height,
      stored_at: timestamp(storedAt),
    })
    .execute()
}

export async function photoById(tx: Tx, photoId: string): Promise<StoredPhoto | undefined> {
  const row = await tx
    .$extendTables<Tables>()
    .selectFrom('orders.photo')
    .selectAll()
    .where('photo_id', '=', photoId)
    .executeTakeFirst()
  return (
    row && {
      photoId: row.photo_id as PhotoId,
      personId: row.person_id,
      sealed: row.image_sealed,
      digest: row.digest,
      width: row.width,
      height: row.height,
    }
  )
}

const orders = (tx: Tx) => tx.$extendTables<Tables>().selectFrom('orders.card_order').selectAll()

const zero = instant(0)

/** The columns that change with the state; those that are not true in it are empty. */
const stateColumns = (order: Order) => {
  const placement = order.state === 'draft' ? undefined : order.placement
  return {
    state: order.state,
    ordered_at: placement ? timestamp(placement.orderedAt) : null,
    card_id: placement?.cardId ?? null,
    signed: placement ? json(signedRow(placement)) : null,
    produced_at: order.state === 'produced' ? timestamp(order.producedAt) : null,
    cancelled_at: order.state === 'cancelled' ? timestamp(order.cancelledAt) : null,
  }
}

function orderOf(row: OrderRow): Order {
  const every = { content: row.content, statement: row.statement }
  const placement = placementOf(row)
  if (row.state === 'draft') return { ...every, state: 'draft' }
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

  throw new Error(`order ${row.order_id} lacks what its state ${row.state} demands`)
}

const placementOf = (row: OrderRow): Placement | undefined =>
  row.ordered_at !== null && row.card_id !== null && row.signed !== null
    ? {
        orderedAt: row.ordered_at,
        cardId: row.card_id,
        signed: {
          signature: fromBase64(row.signed.signature),
          signatureAlgorithm: row.signed.signatureAlgorithm,
          chain: row.signed.chain.map(fromBase64),
          certificateSerial: row.signed.certificateSerial,
        },
      }
    : undefined

const signedRow = ({ signed }: Placement): SignedRow => ({
  signature: toBase64(signed.signature),
  signatureAlgorithm: signed.signatureAlgorithm,
  chain: signed.chain.map(toBase64),
  certificateSerial: signed.certificateSerial,
})

const toBase64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64')
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))

/** `unique_violation` (PostgreSQL, appendix A) of the index that lets a person have one pending order. */
const breaksOnePendingOrder = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  thrown.code === '23505' &&
  'constraint' in thrown &&
  thrown.constraint === 'one_pending_order_a_person'
