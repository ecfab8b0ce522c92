import { addDays, addMonths, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { Month } from '../contract.ts'

export const monthOf = (date: LocalDate): Month => date.slice(0, 7) as Month

export const lastDayOf = (month: Month): LocalDate =>
  addDays(addMonths(localDate(`${month}-01`), 1), -1)

export type MonthRefusal =
  { readonly kind: 'not-a-month' } | { readonly kind: 'month-not-over'; readonly month: Month }

/** `YYYY-MM` of this century; undefined for anything else. */
export const readMonth = (text: string): Month | undefined =>
  /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? (text as Month) : undefined

/** A month that may be invoiced: one that is over. */
export function checkMonth(text: string, today: LocalDate): Result<Month, MonthRefusal> {
  const month = readMonth(text)
  if (month === undefined) return refuse({ kind: 'not-a-month' })
  return month < monthOf(today) ? ok(month) : refuse({ kind: 'month-not-over', month })
}
