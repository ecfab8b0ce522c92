import { instant, type Instant } from '@sotevarmenne/kernel/instant'

/*
 * X.509 times as digits, without Date: a CRL has a million of them. Proleptic Gregorian calendar, UTC, whole
 * seconds. Months are counted from March, so that the leap day is the last of its year.
 */

/**
 * Writes `YYYYMMDDHHMMSSZ`, the year with two or four digits; returns the end offset. Fractions of a second
 * are truncated.
 */
export function writeTimeDigits(
  into: Uint8Array,
  from: number,
  when: Instant,
  yearDigits: 2 | 4,
): number {
  const seconds = Math.floor(when / 1000)
  const days = Math.floor(seconds / 86_400)
  const ofDay = seconds - days * 86_400
  // 1.3.0000 is 719,468 days before 1.1.1970; the calendar repeats itself every 400 years, or 146,097 days.
  const since = days + 719_468
  if (since < -60 || since > lastDay) throw new RangeError('time outside the years 0 to 9999')
  const era = Math.floor(since / 146_097)
  const dayOfEra = since - era * 146_097
  const leapDays = whole(dayOfEra, 1460) - whole(dayOfEra, 36_524) + whole(dayOfEra, 146_096)
  const yearOfEra = whole(dayOfEra - leapDays, 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + whole(yearOfEra, 4) - whole(yearOfEra, 100))
  const monthFromMarch = whole(5 * dayOfYear + 2, 153)
  const dayOfMonth = dayOfYear - whole(153 * monthFromMarch + 2, 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)

  let at = from
  if (yearDigits === 4) at = writeTwo(into, at, whole(year, 100))
  at = writeTwo(into, at, year % 100)
  at = writeTwo(into, at, month)
  at = writeTwo(into, at, dayOfMonth)
  at = writeTwo(into, at, whole(ofDay, 3600))
  at = writeTwo(into, at, whole(ofDay, 60) % 60)
  at = writeTwo(into, at, ofDay % 60)
  into[at] = letterZ
  return at + 1
}

/**
 * Parses `YYYYMMDDHHMMSSZ`, the year with two or four digits; undefined when malformed. Two-digit years are
 * 1950 to 2049.
 */
export function readTimeDigits(
  bytes: Uint8Array,
  from: number,
  yearDigits: 2 | 4,
): Instant | undefined {
  let at = from
  let year = twoAt(bytes, at)
  at += 2
  if (yearDigits === 4) {
    year = year * 100 + twoAt(bytes, at)
    at += 2
  } else year += year < 50 ? 2000 : 1900
  const month = twoAt(bytes, at)
  const dayOfMonth = twoAt(bytes, at + 2)
  const hours = twoAt(bytes, at + 4)
  const minutes = twoAt(bytes, at + 6)
  const seconds = twoAt(bytes, at + 8)
  if (Number.isNaN(year) || !(month >= 1 && month <= 12)) return undefined
  if (!(dayOfMonth >= 1 && dayOfMonth <= daysOfMonth(year, month))) return undefined
  if (!(hours < 24 && minutes < 60 && seconds < 60) || bytes[at + 10] !== letterZ) return undefined

  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const dayOfYear = whole(153 * monthFromMarch + 2, 5) + dayOfMonth - 1
  const dayOfEra = yearOfEra * 365 + whole(yearOfEra, 4) - whole(yearOfEra, 100) + dayOfYear
  const days = era * 146_097 + dayOfEra - 719_468
  return instant((days * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000)
}

const letterZ = 0x5a

/** 31.12.9999, counted from 1.3.0000. */
const lastDay = 3_652_364

/** Integer division of a number between 0 and 2^31: several times faster than with `floor`. */
const whole = (number: number, divisor: number): number => (number / divisor) | 0

function writeTwo(into: Uint8Array, at: number, value: number): number {
  into[at] = 0x30 + whole(value, 10)
  into[at + 1] = 0x30 + (value % 10)
  return at + 2
}

/** NaN when one of the two bytes is no digit. */
function twoAt(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30
  const ones = (bytes[at + 1] ?? 0) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function daysOfMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
