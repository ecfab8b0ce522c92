import type { CreditReason } from '@sotevarmenne/api/fees'
import type { ThreeLanguages } from '@sotevarmenne/api/values'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { LineItem } from '../contract.ts'

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

/** What the charges of a line are for, in texts of at most so many characters each. */
export function itemTexts(items: readonly LineItem[], maxLength: number): readonly string[] {
  const texts: string[] = []
  for (const item of items.map(itemText)) {
    const last = texts.at(-1)
    const longer = last === undefined ? item : `${last}, ${item}`
    if (last !== undefined && longer.length <= maxLength) texts[texts.length - 1] = longer
    else texts.push(item.slice(0, maxLength))
  }
  return texts
}

/** `Kortti / Kort 1234 (15.10.2026)`, or the name of a certificate or point. */
const itemText = ({ actedOn, cardNumber, certificateName, pointName }: LineItem): string => {
  const what =
    cardNumber === undefined ? (certificateName ?? pointName) : `Kortti / Kort ${cardNumber}`
  return [what, `(${dayText(actedOn)})`].filter((part) => part !== undefined).join(' ')
}

export const dayText = (day: LocalDate): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${String(Number(date))}.${String(Number(month))}.${year}`
}
