import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import { hourOf, unitOf, waitsIn, type Period, type Waits } from '#platform/periods.ts'
import type { CardProduct } from '#products/contract.ts'
import type { Order } from '../domain/order.ts'

type OrdersBegun = {
  readonly from: string
  readonly product: CardProduct
  readonly state: Order['state']
  readonly count: number
}

/** Orders that were drafted in the period, by what they are now. Read from the index alone. */
export async function ordersBegun(
  tx: Tx,
  { from, to, unit }: Period,
): Promise<readonly OrdersBegun[]> {
  const { rows } = await sql<OrdersBegun>`
    select ${unitOf(sql`hour`, unit)} as "from", product, state, sum(count)::integer as count
    from (
      select ${hourOf(sql`drafted_at`)} as hour, product, state, count(*) as count
      from orders.card_order
      where drafted_at >= ${timestamp(from)} and drafted_at < ${timestamp(to)}
      group by 1, 2, 3
    ) as counted
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}

/** From the signature to the card that was read back, of the orders that were drafted in the period. */
export const waitsForCards = (tx: Tx, { from, to, unit }: Period): Promise<readonly Waits[]> =>
  waitsIn(tx, {
    unit,
    rows: sql`
      select drafted_at as at, extract(epoch from produced_at - ordered_at) / 60 as minutes
      from orders.card_order
      where drafted_at >= ${timestamp(from)} and drafted_at < ${timestamp(to)}
        and state = 'produced'`,
  })
