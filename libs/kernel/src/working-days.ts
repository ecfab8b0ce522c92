import { addDays, localDate, weekday, type LocalDate } from './local-date.ts'

/**
 * A working day of Finnish offices: no Saturday, Sunday or public holiday, nor Midsummer Eve and Christmas
 * Eve.
 */
export const isWorkingDay = (date: LocalDate): boolean =>
  weekday(date) < 6 && !isPublicHoliday(date)

/** A day on which places with Saturday or Sunday hours are closed too, including both eves. */
export const isPublicHoliday = (date: LocalDate): boolean =>
  publicHolidays(Number(date.slice(0, 4))).includes(date)

/** The working day that is the given number of working days after the date. */
export function addWorkingDays(date: LocalDate, workingDays: number): LocalDate {
  let current = date
  for (let left = workingDays; left > 0;) {
    current = addDays(current, 1)
    if (isWorkingDay(current)) left -= 1
  }
  return current
}

/** The days off (Finnish act 388/1937 and church holidays; both eves are off by custom and agreement). */
function publicHolidays(year: number): readonly LocalDate[] {
  const easter = easterSunday(year)
  const midsummerDay = saturdayFrom(localDate(`${String(year)}-06-20`))
  const allSaints = saturdayFrom(localDate(`${String(year)}-10-31`))
  return [
    localDate(`${String(year)}-01-01`),
    localDate(`${String(year)}-01-06`),
    addDays(easter, -2),
    easter,
    addDays(easter, 1),
    localDate(`${String(year)}-05-01`),
    addDays(easter, 39),
    addDays(easter, 49),
    addDays(midsummerDay, -1),
    midsummerDay,
    allSaints,
    localDate(`${String(year)}-12-06`),
    localDate(`${String(year)}-12-24`),
    localDate(`${String(year)}-12-25`),
    localDate(`${String(year)}-12-26`),
  ]
}

const saturdayFrom = (date: LocalDate): LocalDate => addDays(date, (6 - weekday(date) + 7) % 7)

/** Gregorian computus: the Sunday after the spring full moon. */
function easterSunday(year: number): LocalDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moon =
    (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) %
    30
  const fullMoon =
    moon -
    Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const dayOfWeek =
    (year + Math.floor(year / 4) + fullMoon + 2 - century + Math.floor(century / 4)) % 7
  const offset = fullMoon - dayOfWeek
  return addDays(localDate(`${String(year)}-03-28`), offset)
}
