import type { CardProduct } from '@sotevarmenne/api/cards'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import { firstDayOf, unitIn, waitsIn, type Period, type Waits } from '#platform/periods.ts'
import type { Order } from '../domain/order.ts'

type OrdersBegun = {
  readonly from: string
  readonly product: CardProduct
  readonly state: Order['state']
  readonly count: number
}

/** Orders drafted in the period, by their current state. Read from the index alone. */
export async function ordersBegun(tx: Tx, period: Period): Promise<readonly OrdersBegun[]> {
  const { rows } = await sql<OrdersBegun>`
    select ${firstDayOf(sql`unit`, period)} as "from", product, state, count
    from (
      select ${unitIn(sql`drafted_at`, period)} as unit, product, state, count(*)::integer as count
      from orders.card_order
      where drafted_at >= ${timestamp(period.from)} and drafted_at < ${timestamp(period.to)}
      group by 1, 2, 3
    ) as counted
    order by 1, 2, 3`.execute(tx)
  return rows
}

/** From the signature to the read-back of the card, for the orders drafted in the period. */
export const waitsForCards = (tx: Tx, period: Period): Promise<readonly Waits[]> =>
  waitsIn(tx, period, {
    to: 'minute',
    rows: sql`
      select drafted_at as at, ordered_at as began, produced_at as ended
      from orders.card_order
      where drafted_at >= ${timestamp(period.from)} and drafted_at < ${timestamp(period.to)}
        and state = 'produced'`,
  })
