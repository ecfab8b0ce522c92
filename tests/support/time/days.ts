import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'

/**
 * This many days after the machine's Finnish day: for demo environments of several programs with the
 * machine's clock.
 */
export const inDays = (days: number): LocalDate =>
  addDays(dateInHelsinki(instant(Date.now())), days)

/** A clock that starts at a moment, independent of the machine's, and runs on from there. */
export function clockFrom(moment: Instant): { readonly now: () => Instant } {
  const begun = performance.now()
  return { now: () => plus(moment, Math.round(performance.now() - begun)) }
}

/** The same as people type it in every language of the service: `31.12.2030`. */
export const typedInDays = (days: number): string =>
  inDays(days).split('-').toReversed().map(Number).join('.')

/** Validity of an identity document: some years, and more days than a test moves the clock ahead. */
export const documentDays = 4 * 365
