import type { Brand } from './brand.ts'

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** Milliseconds since the epoch as an instant; fractions are truncated. */
export const instant = (epochMilliseconds: number): Instant =>
  Math.trunc(epochMilliseconds) as Instant

export const plus = (from: Instant, milliseconds: number): Instant => instant(from + milliseconds)

/** ISO 8601 in UTC with milliseconds: `2026-11-24T15:56:56.000Z`. */
export const formatInstant = (at: Instant): string => new Date(at).toISOString()

/** Parses ISO 8601 with a time zone; undefined when the text is malformed. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : instant(milliseconds)
}

/** Parses an instant only as `formatInstant` writes it, so that one instant has one text. */
export function parseExactInstant(text: string): Instant | undefined {
  const at = parseInstant(text)
  return at !== undefined && formatInstant(at) === text ? at : undefined
}
