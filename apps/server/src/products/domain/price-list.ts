import { euroCents, type Money } from '@sotevarmenne/kernel/money'
import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { PricedProduct } from '../contract.ts'
import type { VatClass } from './vat.ts'

export type DatedPrices = {
  /** Until the next ones of the list begin. */
  readonly from: LocalDate
  readonly vat: VatClass
  readonly cents: { readonly [Product in PricedProduct]: number }
}

/** From the oldest to the newest; the oldest hold before they begin too. */
export type PriceList = readonly [DatedPrices, ...DatedPrices[]]

/**
 * The price lists by name, each with its prices from a day on: what an operator looks up and changes. An agreement names
 * the list that holds for it. Source: the seed's prices of 2021; later ones of the authority are not known.
 */
export const priceLists = {
  standard: [
    {
      from: localDate('2021-01-01'),
      vat: 'outside',
      cents: {
        'staff-card': 2300,
        'actor-card': 2300,
        'test-card': 2300,
        'temporary-certificate': 1629,
        'service-certificate': 1629,
      },
    },
  ],
} as const satisfies { readonly [name: string]: PriceList }

export type PriceListName = keyof typeof priceLists

export const isPriceList = (name: string): name is PriceListName => Object.hasOwn(priceLists, name)

/** The price on the day, without value added tax. */
export const listedPrice = (product: PricedProduct, on: LocalDate, list: PriceList): Money =>
  euroCents(pricesOn(list, on).cents[product])

/** How value added tax looks at the prices of the day. */
export const listedVat = (on: LocalDate, list: PriceListName): VatClass =>
  pricesOn(priceLists[list], on).vat

const pricesOn = (list: PriceList, on: LocalDate): DatedPrices =>
  list.findLast(({ from }) => from <= on) ?? list[0]
