import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Tx } from '#platform/db.ts'
import type { Billing, Buyer, InvoiceContent } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { ovtOf } from './ovt.ts'
import { findBilling } from './stores/billing.ts'

/** The organisation as it is named on an invoice that is made now. Throws of one that is not known. */
export async function buyerOf(
  { customersOf }: Pick<InvoicesDeps, 'customersOf'>,
  tx: Tx,
  organisationId: string,
): Promise<Buyer> {
  const customer = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!customer) throw new Error(`nobody to be invoiced: ${organisationId}`)
  const { name, businessId, customerNumber } = customer
  const { reference } = await billingOf(tx, customer)
  return { name, businessId, customerNumber, ...(reference !== undefined && { reference }) }
}

/** As it was told, or else what follows from the business ID. */
export const billingOf = async (
  tx: Tx,
  {
    organisationId,
    businessId,
  }: { readonly organisationId: string; readonly businessId: BusinessId },
): Promise<Billing> =>
  (await findBilling(tx, organisationId)) ?? { eInvoiceAddress: ovtOf(businessId) }

/** Where an invoice goes now, whenever it was made. */
export const billingFor = (tx: Tx, { organisationId, buyer }: InvoiceContent): Promise<Billing> =>
  billingOf(tx, { organisationId, businessId: buyer.businessId })
