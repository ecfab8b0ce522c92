import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Tx } from '#platform/db.ts'
import type { Billing, Buyer, InvoiceContent } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { ovtOf } from './ovt.ts'
import { findBilling } from './stores/billing.ts'

/** The organisation as it is named on an invoice created now. Throws when it is not known. */
export async function buyerOf(
  { customersOf }: Pick<InvoicesDeps, 'customersOf'>,
  tx: Tx,
  organisationId: string,
): Promise<Buyer> {
  const customer = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!customer)
    throw new Error(`organisation ${organisationId} is not known: it can’t be invoiced`)
  const { name, businessId, customerNumber } = customer
  const { reference, postalAddress } = await billingOf(tx, customer)
  return {
    ...{ name, businessId, customerNumber },
    ...(reference !== undefined && { reference }),
    ...(postalAddress && { address: postalAddress }),
  }
}

/** As entered, or else derived from the business ID. */
export const billingOf = async (
  tx: Tx,
  {
    organisationId,
    businessId,
  }: { readonly organisationId: string; readonly businessId: BusinessId },
): Promise<Billing> =>
  (await findBilling(tx, organisationId)) ?? { eInvoiceAddress: ovtOf(businessId) }

/** The present address for an invoice of any age. */
export const billingFor = (tx: Tx, { organisationId, buyer }: InvoiceContent): Promise<Billing> =>
  billingOf(tx, { organisationId, businessId: buyer.businessId })
