import type { BlankOrdersShown, BlankOrderState } from '@sotevarmenne/api/blank-orders'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { textArray } from '#platform/arrays.ts'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import type { Address } from '#people/persons/contract.ts'
import type { BlankOrder, BlankOrderId } from '../contract.ts'
import type { SerialRange } from '../domain/serials.ts'

/** Returns whether it was stored: a point has one order that waits at a time. */
export async function insertBlankOrder(tx: Tx, order: BlankOrder): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('stock.blank_order')
    .values({
      order_id: order.orderId,
      point_id: order.pointId,
      amount: order.amount,
      address: json(order.address),
      note: order.note ?? null,
      ordered_at: timestamp(order.orderedAt),
      ordered_by: order.orderedBy,
      ...changing(order),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function saveBlankOrder(tx: Tx, order: BlankOrder): Promise<void> {
  await tables(tx)
    .updateTable('stock.blank_order')
    .set(changing(order))
    .where('order_id', '=', order.orderId)
    .execute()
}

const changing = ({ state, sent, received, because }: BlankOrder) => ({
  state,
  first_serial: sent?.firstSerial ?? null,
  last_serial: sent?.lastSerial ?? null,
  sent: sent === undefined ? null : json({ at: sent.at, amount: sent.amount }),
  received: received === undefined ? null : json(received),
  is_differing: received !== undefined && received.missing + received.extra > 0,
  because: because ?? null,
})

export const findBlankOrder = (tx: Tx, orderId: string): Promise<BlankOrder | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId), orderOf)

/** Locked until the transaction ends. */
export const lockBlankOrder = (tx: Tx, orderId: string): Promise<BlankOrder | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId).forUpdate(), orderOf)

export async function blankOrders(
  tx: Tx,
  page: RowsSought & {
    /** Only of this point. */
    readonly pointId: string | undefined
    readonly show: BlankOrdersShown
    /** Only of these points, or those with the chip in the series that was sent. */
    readonly found?: { readonly pointIds: readonly string[] } | { readonly chipSerial: string }
  },
): Promise<readonly BlankOrder[]> {
  const { pointId, show, found } = page
  let query = orders(tx)
  if (pointId !== undefined) query = query.where('point_id', '=', pointId)
  if (show === 'open') query = query.where('state', 'in', ['ordered', 'sent'])
  if (show === 'differing') query = query.where('is_differing', '=', true)
  if (found && 'pointIds' in found) query = query.where(isAmong('point_id', found.pointIds))
  if (found && 'chipSerial' in found)
    query = query
      .where('first_serial', '<=', found.chipSerial)
      .where('last_serial', '>=', found.chipSerial)
  const rows = await query
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'order_id', order: 'desc', ...page }))
    .execute()
  return rows.map(orderOf)
}

/** Those of the series that are in stock at the place are in transit for the order; returns how many. */
export async function putInTransit(
  tx: Tx,
  { firstSerial, lastSerial }: SerialRange,
  {
    from,
    order,
    since,
  }: { readonly from: string; readonly order: BlankOrder; readonly since: Instant },
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('stock.blank')
    .set({
      place: order.pointId,
      state: 'in-transit',
      order_id: order.orderId,
      since: timestamp(since),
    })
    .where('chip_serial', '>=', firstSerial)
    .where('chip_serial', '<=', lastSerial)
    .where('state', '=', 'in-stock')
    .where('place', '=', from)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** The serials in transit for the order, locked until the transaction ends. */
export async function inTransitFor(tx: Tx, orderId: string): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('stock.blank')
    .select('chip_serial')
    .where('order_id', '=', orderId)
    .where('state', '=', 'in-transit')
    .orderBy('chip_serial')
    .forUpdate()
    .execute()
  return rows.map(({ chip_serial: serial }) => serial)
}

export async function endTransit(
  tx: Tx,
  serials: readonly string[],
  { state, since }: { readonly state: 'in-stock' | 'missing'; readonly since: Instant },
): Promise<void> {
  if (serials.length === 0) return
  await sql`
    update stock.blank set state = ${state}, since = ${timestamp(since)}
    where chip_serial = any(${textArray(serials)}::text[])`.execute(tx)
}

type OrderRow = {
  order_id: string
  point_id: string
  state: BlankOrderState
  amount: number
  address: Address
  note: string | null
  ordered_at: Instant
  ordered_by: string
  first_serial: string | null
  last_serial: string | null
  sent: Pick<NonNullable<BlankOrder['sent']>, 'at' | 'amount'> | null
  received: NonNullable<BlankOrder['received']> | null
  is_differing: boolean
  because: string | null
}

type Tables = {
  'stock.blank_order': OrderRow
  'stock.blank': {
    chip_serial: string
    place: string
    state: string
    order_id: string | null
    since: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const orders = (tx: Tx) => tables(tx).selectFrom('stock.blank_order').selectAll()

const orderOf = (row: OrderRow): BlankOrder => ({
  orderId: row.order_id as BlankOrderId,
  pointId: row.point_id,
  state: row.state,
  amount: row.amount,
  address: row.address,
  ...(row.note !== null && { note: row.note }),
  orderedAt: row.ordered_at,
  orderedBy: row.ordered_by,
  ...(row.sent !== null &&
    row.first_serial !== null &&
    row.last_serial !== null && {
      sent: { ...row.sent, firstSerial: row.first_serial, lastSerial: row.last_serial },
    }),
  ...(row.received !== null && { received: row.received }),
  ...(row.because !== null && { because: row.because }),
})
