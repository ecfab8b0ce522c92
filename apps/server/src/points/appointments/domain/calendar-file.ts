import type { Instant } from '@sotevarmenne/kernel/instant'
import { formatInstant } from '@sotevarmenne/kernel/instant'

/** One event of a calendar. */
export type CalendarEvent = {
  /** The same for one event in every version of the file. */
  readonly uid: string
  /** Grows with each change: a calendar uses the highest. */
  readonly sequence: number
  readonly writtenAt: Instant
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly summary: string
  readonly description: string
  readonly location: string
  readonly isCancelled: boolean
}

/**
 * The event as an iCalendar object (RFC 5545). Times are in UTC (§ 3.3.5, form 2), which each calendar shows
 * in its own zone: with a time zone name, a time in the hour that comes twice when summer time ends would be
 * ambiguous.
 */
export function calendarFile(event: CalendarEvent): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//sotevarmenne//visits//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${textValue(event.uid)}`,
    `SEQUENCE:${String(event.sequence)}`,
    `DTSTAMP:${utc(event.writtenAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${textValue(event.summary)}`,
    `DESCRIPTION:${textValue(event.description)}`,
    `LOCATION:${textValue(event.location)}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** `20261223T071500Z`. */
const utc = (at: Instant): string => formatInstant(at).replace(/[-:]|\.\d+/g, '')

/** § 3.3.11: special characters are escaped; control characters are removed. */
const textValue = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')

    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/**
 * § 3.1: no line is longer than 75 bytes; a longer one continues after a space. No character is cut in two.
 */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const character of line) {
    const size = bytesOf(character)
    if (bytes + size > 75) {
      pieces.push(piece)
      piece = ' '
      bytes = 1
    }
    piece += character
    bytes += size
  }
  return [...pieces, piece].join('\r\n')
}

/** Bytes of a character in UTF-8 (RFC 3629 § 3). */
function bytesOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
