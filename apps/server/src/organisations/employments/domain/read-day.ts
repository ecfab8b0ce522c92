import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** `31.12.2026` or `2026-12-31`. */
export function readDay(typed: string): LocalDate | undefined {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? []
  if (day === undefined || month === undefined || year === undefined) return parseLocalDate(typed)
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
