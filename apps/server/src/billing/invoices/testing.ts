import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Buyer, Seller } from './contract.ts'

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
