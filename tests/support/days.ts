import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** So many days after the machine's Finnish day: for worlds of several programs, whose clock is the machine's. */
export const inDays = (days: number): LocalDate =>
  addDays(dateInHelsinki(instant(Date.now())), days)

/** The same as people type it in every language of the service: `31.12.2030`. */
export const typedInDays = (days: number): string =>
  inDays(days).split('-').toReversed().map(Number).join('.')

/** Of a document that somebody shows: valid for years, and for as many days as a test moves the world's clock ahead. */
export const documentDays = 4 * 365
