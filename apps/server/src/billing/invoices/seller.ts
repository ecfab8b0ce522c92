import { parseBusinessId, type BusinessId } from '@sotevarmenne/identifiers/business-id'
import { z } from 'zod'
import type { SellerId } from '#billing/charges/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Seller } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { isIban } from './iban.ts'
import { findSeller } from './stores/sellers.ts'

/** As whom money is asked for now: undefined until it was told. */
export async function sellerOf(
  { seller, customersOf }: Pick<InvoicesDeps, 'seller' | 'customersOf'>,
  tx: Tx,
  sellerId: SellerId,
): Promise<Seller | undefined> {
  if (sellerId === 'service') return seller
  const keeper = (await customersOf(tx, [sellerId])).get(sellerId)
  const told = keeper && (await findSeller(tx, sellerId))
  return told && { ...told, name: keeper.name, businessId: keeper.businessId }
}

/** The seller of an example world: made up, with the account number that examples use. */
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

/** Who invoices, from JSON. Throws when it says anything else: an invoice with a wrong account can't be taken back. */
export const readSeller = (json: string): Seller => seller.parse(JSON.parse(json))
