import type { OrderTerms } from '#cards/products/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { orderById } from './store.ts'

/** The terms on which a card was ordered, for later steps: the caller records why. Undefined once erased. */
export const termsOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, orderId: string): Promise<OrderTerms | undefined> => {
    const order = await orderById(tx, sealing, orderId)
    if (!order) return undefined
    const { content } = order
    if (content.product === 'professional-card') return { price: content.price }
    const { organisationId, unit } = content.employment
    return {
      price: content.price,
      employer: {
        organisationId,
        ...(unit && { unitOid: unit.oid }),
        product: content.product,
        priceList: content.basis.priceList,
      },
    }
  }
