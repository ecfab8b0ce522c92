import type { CreditReason } from '@sotevarmenne/api/fees'
import type { ThreeLanguages } from '@sotevarmenne/api/values'

/**
 * Invoices are in Finnish and Swedish together, as the public authority's are: the payer's language is not
 * known.
 */
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
