import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import type { Language } from '#platform/texts.ts'
import type { ServicePrice } from '#cards/products/contract.ts'
import type {
  OrderedTestCards,
  OrderStanding,
  TestCardOrder,
  TestCardOrderId,
} from '../contract.ts'

export async function insertOrder(
  tx: Tx,
  order: TestCardOrder,
  addressSealed: Uint8Array,
): Promise<void> {
  await tables(tx)
    .insertInto('test_cards.card_order')
    .values({
      order_id: order.orderId,
      organisation_id: order.organisationId,
      state: order.standing.state,
      standing: json(order.standing),
      cards: json(order.cards),
      language: order.language,
      price: json(order.price),
      address_sealed: addressSealed,
      ordered_at: timestamp(order.orderedAt),
      ordered_by: order.orderedBy,
    })
    .execute()
}

/** Decided: the address goes with the cards, or is no longer needed. */
export async function saveDecided(tx: Tx, { orderId, standing }: TestCardOrder): Promise<void> {
  await tables(tx)
    .updateTable('test_cards.card_order')
    .set({ state: standing.state, standing: json(standing), address_sealed: null })
    .where('order_id', '=', orderId)
    .execute()
}

/** Locked, with its address while it waits. */
export const lockOrder = (
  tx: Tx,
  orderId: string,
): Promise<{ readonly order: TestCardOrder; readonly addressSealed?: Uint8Array } | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('test_cards.card_order')
      .select([...columns, 'address_sealed'])
      .where('order_id', '=', orderId)
      .forUpdate(),
    (row) => ({
      order: orderOf(row),
      ...(row.address_sealed !== null && { addressSealed: row.address_sealed }),
    }),
  )

export const findOrder = (tx: Tx, orderId: string): Promise<TestCardOrder | undefined> =>
  readOne(orders(tx).where('order_id', '=', orderId), orderOf)

/** Newest first. */
export async function ordersOf(
  tx: Tx,
  { organisationId, ...sought }: RowsSought & { readonly organisationId: string },
): Promise<readonly TestCardOrder[]> {
  const rows = await orders(tx)
    .where('organisation_id', '=', organisationId)
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'order_id', order: 'desc', ...sought }))
    .execute()
  return rows.map(orderOf)
}

/** Orders that wait for a case officer, oldest first. */
export async function ordersInQueue(tx: Tx, sought: RowsSought): Promise<readonly TestCardOrder[]> {
  const rows = await orders(tx)
    .where('state', '=', 'requested')
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'order_id', order: 'asc', ...sought }))
    .execute()
  return rows.map(orderOf)
}

export async function countWaiting(tx: Tx, organisationId: string): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('test_cards.card_order')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'requested')
    .executeTakeFirstOrThrow()
  return count
}

type Row = {
  order_id: string
  organisation_id: string
  standing: OrderStanding
  cards: readonly OrderedTestCards[]
  language: Language
  price: ServicePrice
  ordered_at: Instant
  ordered_by: string
}

type Tables = {
  'test_cards.card_order': Row & {
    state: OrderStanding['state']
    address_sealed: Uint8Array | null
  }
}

const columns = [
  ...(['order_id', 'organisation_id', 'standing', 'cards', 'language'] as const),
  ...(['price', 'ordered_at', 'ordered_by'] as const),
] as const

const tables = (tx: Tx) => tx.$extendTables<Tables>()
/** Without the address. */
const orders = (tx: Tx) => tables(tx).selectFrom('test_cards.card_order').select(columns)

/** The only place that reads rows: `insertOrder` and `saveDecided` wrote them. */
const orderOf = (row: Row): TestCardOrder => ({
  orderId: row.order_id as TestCardOrderId,
  organisationId: row.organisation_id,
  standing: row.standing,
  cards: row.cards,
  language: row.language,
  price: row.price,
  orderedAt: row.ordered_at,
  orderedBy: row.ordered_by,
})
