import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import { at } from '../testing.ts'
import { calendarFile, type CalendarEvent } from './calendar-file.ts'

const anEvent = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'a3a56f05@service.example',
  sequence: 0,
  writtenAt: at('2026-11-25', '12:00'),
  startsAt: at('2026-12-23', '09:15'),
  endsAt: at('2026-12-23', '09:30'),
  summary: 'Käynti',
  description: '',
  location: '',
  isCancelled: false,
  ...changes,
})

/** Parses content lines by RFC 5545: unfolded (§ 3.1), text unescaped (§ 3.3.11). */
function read(file: string): ReadonlyMap<string, string> {
  assert.ok(file.endsWith('\r\n'))
  const lines = file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^([A-Z]+):(.*)$/s.exec(line) ?? assert.fail(line)
      const unescaped = value.replace(/\\(.)/gs, (_, mark: string) => (mark === 'n' ? '\n' : mark))
      return [name, unescaped]
    }),
  )
}

const count = (line: string, character: string): number => line.split(character).length - 1

describe('a calendar file', () => {
  it('states its times in UTC, in summer and winter', () => {
    const winter = read(calendarFile(anEvent()))
    assert.equal(winter.get('DTSTART'), '20261223T071500Z')
    const summer = anEvent({
      startsAt: at('2027-06-01', '09:15'),
      endsAt: at('2027-06-01', '09:30'),
    })
    assert.equal(read(calendarFile(summer)).get('DTEND'), '20270601T063000Z')
  })

  it('distinguishes the two hours that the clock shows twice', () => {
    const first = at('2027-10-31', '03:30')
    const starts = [first, instant(first + 3_600_000)].map((startsAt) =>
      read(calendarFile(anEvent({ startsAt }))).get('DTSTART'),
    )
    assert.deepEqual(starts, ['20271031T003000Z', '20271031T013000Z'])
  })

  it('is one event of one calendar, in the form of RFC 5545 § 3.4 to § 3.6', () => {
    assert.deepEqual(calendarFile(anEvent({ sequence: 2 })).split('\r\n'), [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//sotevarmenne//visits//EN'],
      ...['METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:a3a56f05@service.example', 'SEQUENCE:2'],
      ...['DTSTAMP:20261125T100000Z', 'DTSTART:20261223T071500Z', 'DTEND:20261223T073000Z'],
      ...['SUMMARY:Käynti', 'DESCRIPTION:', 'LOCATION:', 'STATUS:CONFIRMED'],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ])
  })

  it('fills its lines with 75 bytes as far as whole characters permit (§ 3.1)', () => {
    for (const [character, bytes] of [
      ['~', 1],
      ['\u0080', 2],
      ['\u07ff', 2],
      ['\u0800', 3],
      ['\uffff', 3],
      ['\u{10000}', 4],
    ] as const) {
      const file = calendarFile(anEvent({ summary: character.repeat(150) }))
      const lines = file.split('\r\n').filter((line) => line.includes(character))
      for (const [at, line] of lines.entries()) {
        const before = at === 0 ? 'SUMMARY:'.length : 1
        const room = Math.floor((75 - before) / bytes)
        const left = 150 - lines.slice(0, at).reduce((sum, each) => sum + count(each, character), 0)
        assert.equal(count(line, character), Math.min(room, left), character)
        assert.equal(Buffer.byteLength(line), before + bytes * Math.min(room, left))
      }
    }
  })

  it('has lines of a text as “\\n”, and no control characters (§ 3.3.11)', () => {
    const file = calendarFile(anEvent({ summary: 'a\u0007b\rc\r\nd\ne\tf' }))
    assert.ok(file.includes('\r\nSUMMARY:ab\\nc\\nd\\ne\tf\r\n'))
    assert.ok(!/[^\r]\n/.test(file))
  })

  it('says that a visit is cancelled', () => {
    assert.equal(read(calendarFile(anEvent({ isCancelled: true }))).get('STATUS'), 'CANCELLED')
  })

  it('keeps every text complete, in lines of 75 bytes at most, whatever characters it has', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.stringMatching(/^[äöå;,\\\n€👩‍⚕️ ]{0,120}$/u),
      fc.constant('END:VEVENT\r\nBEGIN:VALARM\r\n'),
    )
    fc.assert(
      fc.property(text, text, text, (summary, description, location) => {
        const file = calendarFile(anEvent({ summary, description, location }))
        for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75)
        assert.equal(Buffer.from(file).toString('utf8'), file)
        const found = read(file)
        const stored = (typed: string) =>
          typed
            .replace(/\r\n?/g, '\n')

            .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
        assert.equal(found.get('SUMMARY'), stored(summary))
        assert.equal(found.get('DESCRIPTION'), stored(description))
        assert.equal(found.get('LOCATION'), stored(location))
        assert.equal(found.size, 14)
      }),
    )
  })
})
