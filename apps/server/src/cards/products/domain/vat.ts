import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** How value added tax looks at a product: what an authority alone may sell is outside it (domain facts § 1.5, assumed). */
export type VatClass = 'outside' | 'standard'

export type DatedRate = { readonly from: LocalDate; readonly permille: number }

/** The standard rate in permille, each from a day on, from the oldest to the newest; the oldest holds before it begins too. */
export type VatRates = readonly [DatedRate, ...DatedRate[]]

/** The rate in permille on the day of the act. */
export function vatPermille(vat: VatClass, on: LocalDate, rates: VatRates): number {
  if (vat === 'outside') return 0
  return (rates.findLast(({ from }) => from <= on) ?? rates[0]).permille
}
