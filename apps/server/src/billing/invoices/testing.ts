import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Buyer, Charge, ChargeId, Seller } from './contract.ts'

export const aSeller: Seller = {
  name: 'TEST Varmennepalvelu',
  businessId: '0245437-2' as string as BusinessId,
  street: 'Esimerkkikatu 1',
  postalCode: '00100',
  town: 'Helsinki',
  email: 'laskutus@varmenne.example',
  iban: 'FI2112345600000785',
  bic: 'NDEAFIHH',
  eInvoiceAddress: '003702454372',
  operator: '003723327487',
}

export const aBuyer: Buyer = {
  name: 'Esimerkkilän sairaala',
  businessId: '0204819-8' as string as BusinessId,
  customerNumber: 'A0000001',
}

/** A staff card at 23,00 €, not invoiced yet. */
export const aCharge = (changes: Partial<Charge> = {}): Charge => ({
  chargeId: 'charge' as string as ChargeId,
  sellerId: 'service',
  organisationId: 'provider',
  product: 'staff-card',
  because: 'staff-without-patient-systems',
  netCents: 2300,
  vatPermille: 0,
  actedOn: localDate('2026-10-15'),
  agreementId: 'agreement',
  made: { kind: 'card', orderId: 'order', cardId: 'card' },
  state: { kind: 'open' },
  ...changes,
})
