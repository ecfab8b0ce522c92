import { localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'

/**
 * Payments that were last handled before this day are stored for the years, counted from the end of the year
 * (Accounting Act 1336/1997, chapter 2, section 10; the financial year of the authority is the calendar year).
 */
export const storedSince = (today: LocalDate, years: number): LocalDate =>
  localDate(`${String(Number(today.slice(0, 4)) - years)}-01-01`)
