import type { Tx } from '#platform/db.ts'
import type { MemberProduct, Price, PriceListName } from '#cards/products/contract.ts'
import type { OrdersDeps } from './deps.ts'
import { orderById } from './store.ts'

/** Who pays for the card of an order: on which papers, and at the price that was signed. */
export type OrderPayer = {
  readonly organisationId: string
  readonly product: MemberProduct
  readonly price: Price
  readonly unit?: { readonly oid: string; readonly name: string }
  readonly agreementId: string
  readonly authorisationId?: string
  readonly priceList: PriceListName
}

/** Undefined of a professional card, which nobody pays for (R9), and of an order whose papers are erased. */
export const payerOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, orderId: string): Promise<OrderPayer | undefined> => {
    const content = (await orderById(tx, sealing, orderId))?.content
    if (content === undefined || content.product === 'professional-card') return undefined
    const { product, price, employment, basis } = content
    return {
      ...{ product, price, organisationId: employment.organisationId },
      ...(employment.unit && { unit: employment.unit }),
      ...basis,
    }
  }
