export type Period = { readonly from: string; readonly to: string }

const span = /^(\d{1,2})(?:[.:](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d\d))?$/

/**
 * Hours of a day as people type them, `8–11.30, 12:15-16`, as consecutive periods of `HH:MM`; empty input is
 * no period. Undefined when they can't be read, go backwards or overlap.
 */
export function readPeriods(typed: string): readonly Period[] | undefined {
  const parts = typed.split(/[,;]/).map((part) => part.trim())
  if (parts.length === 1 && parts[0] === '') return []
  const periods: Period[] = []
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = span.exec(part) ?? []
    const from = timeOf(fromHour, fromMinute)
    const to = timeOf(toHour, toMinute)
    if (from === undefined || to === undefined || from >= to) return undefined
    if (from < (periods.at(-1)?.to ?? '')) return undefined
    periods.push({ from, to })
  }
  return periods
}

function timeOf(hour = '', minute = '00'): string | undefined {
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

/** Periods as they can be typed again; `timeOfDay` writes a time in the page's language. */
export const writePeriods = (
  periods: readonly Period[],
  timeOfDay: (time: string) => string,
): string => periods.map(({ from, to }) => `${timeOfDay(from)}–${timeOfDay(to)}`).join(', ')
