import type { VatClass } from '@sotevarmenne/api/prices'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

export type DatedRate = { readonly from: LocalDate; readonly permille: number }

/**
 * The standard rates in permille, each from a day on, oldest first; the oldest applies also before its first
 * day.
 */
export type VatRates = readonly [DatedRate, ...DatedRate[]]

/** The rate in permille on the day of the action. */
export function vatPermille(vat: VatClass, on: LocalDate, rates: VatRates): number {
  if (vat === 'outside') return 0
  return (rates.findLast(({ from }) => from <= on) ?? rates[0]).permille
}
