import { isIban } from '@sotevarmenne/identifiers/iban'
import { parseBusinessId, type BusinessId } from '@sotevarmenne/identifiers/business-id'
import { z } from 'zod'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Seller } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { findSeller } from './stores/sellers.ts'

/** The present seller data; undefined until they are entered. */
export async function sellerOf(
  { seller, customersOf }: Pick<InvoicesDeps, 'seller' | 'customersOf'>,
  tx: Tx,
  sellerId: SellerId,
): Promise<Seller | undefined> {
  if (sellerId === 'service') return seller
  const pointOperator = (await customersOf(tx, [sellerId])).get(sellerId)
  const input = pointOperator && (await findSeller(tx, sellerId))
  return input && { ...input, name: pointOperator.name, businessId: pointOperator.businessId }
}

/** The seller of a demo environment: invented, with the account number that examples use. */
export const exampleSeller: Seller = {
  name: 'TEST Varmennepalvelu',
  businessId: '0245437-2' as string as BusinessId,
  street: 'Esimerkkikatu 1',
  postalCode: '00100',
  town: 'Helsinki',
  email: 'laskutus@varmenne.example',
  iban: 'FI2112345600000785',
  bic: 'NDEAFIHH',
  eInvoiceAddress: '003702454372',
  operator: '003700000011',
}

const address = z.string().regex(/^[0-9A-Za-z-]{6,35}$/)

const seller = z.strictObject({
  name: z.string().min(2).max(70),
  businessId: z.string().transform((text, context): BusinessId => {
    const read = parseBusinessId(text)
    if (read.ok) return read.value
    context.addIssue({ code: 'custom', message: read.refusal.kind })
    return z.NEVER
  }),
  street: z.string().min(2).max(35),
  postalCode: z.string().regex(/^\d{5}$/),
  town: z.string().min(2).max(35),
  email: z.email().max(70),
  iban: z
    .string()
    .transform((text) => text.replaceAll(' ', ''))
    .refine(isIban, 'no account number (ISO 13616)'),
  bic: z.string().regex(/^[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?$/),
  eInvoiceAddress: address,
  operator: address,
})

/** The seller, from JSON. Throws on anything else: an invoice with a wrong account number can't be undone. */
export const readSeller = (json: string): Seller => seller.parse(JSON.parse(json))
