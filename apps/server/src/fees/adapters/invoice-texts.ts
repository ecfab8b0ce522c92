import type { ThreeLanguages } from '@sotevarmenne/api/values'
import { pointServices } from '@sotevarmenne/api/words'
import type { ChargedProduct, CreditReason } from '../contract.ts'

/** Invoices are in Finnish and Swedish together, as the authority's are: nobody has told which of them the payer reads. */
export const productNames = {
  'staff-card': { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
  'actor-card': { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
  'temporary-certificate': {
    fi: 'Tilapäinen varmenne',
    sv: 'Tillfälligt certifikat',
    en: 'Temporary certificate',
  },
  'test-card': { fi: 'Testikortti', sv: 'Testkort', en: 'Test card' },
  'service-certificate': {
    fi: 'Palveluvarmenne',
    sv: 'Servicecertifikat',
    en: 'Service certificate',
  },
  ...pointServices,
} as const satisfies { readonly [Product in ChargedProduct]: ThreeLanguages }

export const creditReasons = {
  'charged-in-error': {
    fi: 'Laskutettu virheellisesti',
    sv: 'Fakturerat felaktigt',
    en: 'Charged in error',
  },
  'faulty-product': {
    fi: 'Tuotteessa oli vika',
    sv: 'Produkten var felaktig',
    en: 'The product was faulty',
  },
  'wrong-payer': { fi: 'Väärä maksaja', sv: 'Fel betalare', en: 'Wrong payer' },
  other: { fi: 'Muu syy', sv: 'Annan orsak', en: 'Other reason' },
} as const satisfies { readonly [Reason in CreditReason]: ThreeLanguages }
