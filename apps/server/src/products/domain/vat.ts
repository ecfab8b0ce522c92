import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** How value added tax looks at a product: what an authority alone may sell is outside it (domain facts § 1.5, assumed). */
export type VatClass = 'outside' | 'standard'

type DatedRate = { readonly from: LocalDate; readonly permille: number }

/**
 * The standard rate in permille, from a day on (1501/1993 § 84): what an operator looks up and changes. The oldest holds before
 * it begins too.
 */
const standardRates: readonly [DatedRate, ...DatedRate[]] = [
  { from: localDate('2013-01-01'), permille: 240 },
  { from: localDate('2024-09-01'), permille: 255 },
]

/** The rate in permille on the day of the act. */
export function vatPermille(vat: VatClass, on: LocalDate): number {
  if (vat === 'outside') return 0
  return (standardRates.findLast(({ from }) => from <= on) ?? standardRates[0]).permille
}
