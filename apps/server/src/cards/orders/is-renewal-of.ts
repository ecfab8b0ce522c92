import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { renewalOf } from './domain/order.ts'
import { orderById } from './store.ts'

/**
 * Whether the order is a renewal of that person, with an automatic decision. False once its documents are
 * erased.
 */
export const isRenewalOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (
    tx: Tx,
    { orderId, personId }: { readonly orderId: string; readonly personId: string },
  ): Promise<boolean> => {
    const order = await orderById(tx, sealing, orderId)
    return order?.content.personId === personId && renewalOf(order.content) !== undefined
  }
