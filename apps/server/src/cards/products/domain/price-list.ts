import { euroCents, type Money } from '@sotevarmenne/kernel/money'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
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

/** The lists that there are. An agreement names the one that holds for it. */
const priceLists = ['standard'] as const
export type PriceListName = (typeof priceLists)[number]

export const isPriceList = (name: string): name is PriceListName =>
  priceLists.some((known) => known === name)

/** The price on the day, without value added tax. */
export const listedPrice = (product: PricedProduct, on: LocalDate, list: PriceList): Money =>
  euroCents(pricesOn(list, on).cents[product])

/** How value added tax looks at the prices of the day. */
export const listedVat = (on: LocalDate, list: PriceList): VatClass => pricesOn(list, on).vat

/** The prices that hold on the day. */
export const pricesOn = (list: PriceList, on: LocalDate): DatedPrices =>
  list.findLast(({ from }) => from <= on) ?? list[0]
