import type { VatClass } from '@sotevarmenne/api/prices'
import type { PricedProduct } from '@sotevarmenne/api/fees'
import { cardProducts } from '@sotevarmenne/api/words'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showDay } from '@sotevarmenne/kernel/show'
import { pricesOn, type PriceList } from './domain/price-list.ts'

/** The public standard price list: the prices of the day, and the approved future prices. */
export function priceTable(list: PriceList, on: LocalDate, language: Language): Html {
  const shown = [pricesOn(list, on), ...list.filter(({ from }) => from > on)]
  return html`${shown.map(
    ({ from, vat, cents }) =>
      html`<table>
          <thead>
            <tr>
              <th scope="col">
                ${texts.from[language].replace('{{day}}', showDay(from, language))}
              </th>
              <th scope="col" class="amount">${texts.price[language]}</th>
            </tr>
          </thead>
          <tbody>
            ${(Object.keys(products) as readonly PricedProduct[]).map(
              (product) =>
                html`<tr>
                  <th scope="row">${products[product][language]}</th>
                  <td class="amount">${money(cents[product], language)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p>${texts[vat][language]}</p>`,
  )}`
}

/** What public pages show of the price list: the table, and each price of the day in a sentence. */
export const livePrices = (
  prices: () => Promise<{ readonly list: PriceList; readonly on: LocalDate }>,
): { readonly [name: string]: (requested: { readonly language: Language }) => Promise<Html> } => ({
  prices: async ({ language }) => {
    const { list, on } = await prices()
    return priceTable(list, on, language)
  },
  ...Object.fromEntries(
    (Object.keys(products) as readonly PricedProduct[]).map((product) => [
      `price-${product}`,
      async ({ language }: { readonly language: Language }) => {
        const { list, on } = await prices()
        return html`${money(pricesOn(list, on).cents[product], language)}`
      },
    ]),
  ),
})

const money = (cents: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  )

const products = {
  'staff-card': cardProducts['staff-card'],
  'actor-card': cardProducts['actor-card'],
  'test-card': { fi: 'Testikortti', sv: 'Testkort', en: 'Test card' },
  'temporary-certificate': {
    fi: 'Tilapäisvarmenne varakortille',
    sv: 'Tillfälligt certifikat på ett tillfälligt kort',
    en: 'Temporary certificate on a spare card',
  },
  'service-certificate': {
    fi: 'Palveluvarmenne',
    sv: 'Servicecertifikat',
    en: 'Service certificate',
  },
} as const satisfies Readonly<Record<PricedProduct, Text>>

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

const texts = {
  from: { fi: 'Hinnat {{day}} alkaen', sv: 'Priser från {{day}}', en: 'Prices from {{day}}' },
  price: { fi: 'Hinta', sv: 'Pris', en: 'Price' },
  outside: {
    fi: 'Hinnoissa ei ole arvonlisäveroa.',
    sv: 'Priserna är fria från mervärdesskatt.',
    en: 'The prices are outside value added tax.',
  },
  standard: {
    fi: 'Hintoihin lisätään arvonlisävero.',
    sv: 'Mervärdesskatt tillkommer.',
    en: 'Value added tax is added.',
  },
} as const satisfies Readonly<Record<'from' | 'price' | VatClass, Text>>
