import type { VatClass } from '@sotevarmenne/api/prices'
import type { PricedProduct } from '@sotevarmenne/api/fees'
import { euroCents, type Money } from '@sotevarmenne/kernel/money'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

export type DatedPrices = {
  /** Until the next prices of the list begin. */
  readonly from: LocalDate
  readonly vat: VatClass
  readonly cents: { readonly [Product in PricedProduct]: number }
}

/** Oldest first; the oldest apply also before their first day. */
export type PriceList = readonly [DatedPrices, ...DatedPrices[]]

/** All price lists. An agreement names the one that applies to it. */
const priceLists = ['standard'] as const
export type PriceListName = (typeof priceLists)[number]

export const isPriceList = (name: string): name is PriceListName =>
  priceLists.some((known) => known === name)

/** The price on the day, without value added tax. */
export const listedPrice = (product: PricedProduct, on: LocalDate, list: PriceList): Money =>
  euroCents(pricesOn(list, on).cents[product])

/** The VAT class of the prices on the day. */
export const listedVat = (on: LocalDate, list: PriceList): VatClass => pricesOn(list, on).vat

/** The prices in force on the day. */
export const pricesOn = (list: PriceList, on: LocalDate): DatedPrices =>
  list.findLast(({ from }) => from <= on) ?? list[0]
