import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { OrderTerms, PriceListName } from './contract.ts'
import { listedVat } from './domain/price-list.ts'
import { defaultPriceList } from './domain/service-price.ts'
import { spareCardPrice, type SpareCardPrice } from './domain/spare-card.ts'
import { vatPermille } from './domain/vat.ts'
import { priceListOf, vatRatesOf } from './store.ts'

/** Price of a spare card handed over on the day (R74, R115). */
export const priceOfSpareCard = async (
  tx: Tx,
  terms: OrderTerms | undefined,
  on: LocalDate,
): Promise<SpareCardPrice> =>
  spareCardPrice(terms, on, await priceListOf(tx, terms?.employer?.priceList ?? defaultPriceList))

/** The rate of value added tax, in permille, for the list on the day of the action (R205). */
export async function vatPermilleOn(tx: Tx, on: LocalDate, name: PriceListName): Promise<number> {
  const vat = listedVat(on, await priceListOf(tx, name))
  return vat === 'outside' ? 0 : vatPermille(vat, on, await vatRatesOf(tx))
}
