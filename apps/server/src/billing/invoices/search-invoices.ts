import {
  numberOfReference,
  parsePaymentReference,
} from '@sotevarmenne/identifiers/payment-reference'
import type { PointOperatorId, SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { InvoicesDeps } from './deps.ts'
import type { InvoicesSought } from './store.ts'

/** So many organisations of one name are looked through. */
const maxOrganisations = 200

/**
 * What a search can mean: the number of an invoice, its payment reference in either form, or the other party by part of
 * its name or its numbers.
 */
export async function soughtBy(
  { organisationsSought, seller }: Pick<InvoicesDeps, 'organisationsSought' | 'seller'>,
  tx: Tx,
  text: string,
  other: 'payer' | 'seller',
): Promise<InvoicesSought> {
  const plain = text.replaceAll(/\s/g, '')
  const reference = parsePaymentReference(plain)
  const numbers = [
    ...(/^\d{1,15}$/.test(plain) ? [Number(plain)] : []),
    ...(reference.ok ? [numberOfReference(reference.value)] : []),
  ].filter((number) => Number.isSafeInteger(number))
  const found = await organisationsSought(tx, { query: text, limit: maxOrganisations })
  const organisationIds = found.map(({ organisationId }) => organisationId)
  if (other === 'payer') return { numbers, organisationIds, sellerIds: [] }
  const isService = seller?.name.toLowerCase().includes(text.trim().toLowerCase()) === true
  const sellerIds: readonly SellerId[] = [
    ...(isService ? (['service'] as const) : []),
    ...organisationIds.map((id) => id as PointOperatorId),
  ]
  return { numbers, organisationIds: [], sellerIds }
}
