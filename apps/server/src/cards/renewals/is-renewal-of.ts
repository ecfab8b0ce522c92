import type { Tx } from '#platform/db.ts'
import { renewalOf } from '#cards/orders/index.ts'
import type { RenewalsDeps } from './deps.ts'

/**
 * Whether the order is a renewal of that person, with an automatic decision. False once its documents are
 * erased.
 */
export const isRenewalOf =
  ({ orders }: Pick<RenewalsDeps, 'orders'>) =>
  async (
    tx: Tx,
    { orderId, personId }: { readonly orderId: string; readonly personId: string },
  ): Promise<boolean> => {
    const order = await orders.orderById(tx, orderId)
    return order?.content.personId === personId && renewalOf(order.content) !== undefined
  }
