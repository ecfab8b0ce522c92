import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { Tx } from '#platform/db.ts'
import type { Price, PriceListName } from '#cards/products/contract.ts'
import type { OrdersDeps } from './deps.ts'
import { orderById } from './store.ts'

/** The payer of an order's card: by which agreements, and at the price that was signed. */
export type OrderPayer = {
  readonly organisationId: string
  readonly product: MemberProduct
  readonly price: Price
  readonly unit?: { readonly oid: string; readonly name: string }
  readonly cardAgreementId: string
  readonly delegationId?: string
  readonly priceList: PriceListName
  /** The orderer's own reference of its prepared order (R460). */
  readonly invoiceReference?: string
}

/** Undefined for a professional card, which is free (R9), and for an order whose documents are erased. */
export const payerOf =
  ({ sealing, employments }: Pick<OrdersDeps, 'sealing' | 'employments'>) =>
  async (tx: Tx, orderId: string): Promise<OrderPayer | undefined> => {
    const content = (await orderById(tx, sealing, orderId))?.content
    if (content === undefined || content.product === 'professional-card') return undefined
    const { product, price, employment, basis, preparedId } = content
    const { organisationId } = employment
    const reference =
      preparedId && (await employments.referenceOf(tx, { organisationId, preparedId }))
    return {
      ...{ product, price, organisationId },
      ...(employment.unit && { unit: employment.unit }),
      ...(reference && { invoiceReference: reference }),
      ...basis,
    }
  }
