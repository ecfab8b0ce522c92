import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** So many days after the machine's Finnish day: for worlds of several programs, whose clock is the machine's. */
export const inDays = (days: number): LocalDate =>
  addDays(dateInHelsinki(instant(Date.now())), days)

/** A clock that begins at a moment, whatever the machine's says, and goes on from there. */
export function clockFrom(moment: Instant): { readonly now: () => Instant } {
  const begun = performance.now()
  return { now: () => plus(moment, Math.round(performance.now() - begun)) }
}

/** The same as people type it in every language of the service: `31.12.2030`. */
export const typedInDays = (days: number): string =>
  inDays(days).split('-').toReversed().map(Number).join('.')

/** Of a document that somebody shows: valid for years, and for as many days as a test moves the world's clock ahead. */
export const documentDays = 4 * 365
