import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formatInstant, instant } from './instant.ts'
import {
  addYears,
  dateInHelsinki,
  endOfDay,
  instantAt,
  localDate,
  parseLocalDate,
  parseLocalTime,
  startOfDay,
  timeInHelsinki,
  type LocalTime,
} from './local-date.ts'

describe('a Finnish day', () => {
  it('ends at 21:59:59Z in winter and at 20:59:59Z in summer', () => {
    assert.equal(formatInstant(endOfDay(localDate('2026-11-24'))), '2026-11-24T21:59:59.000Z')
    assert.equal(formatInstant(endOfDay(localDate('2026-07-01'))), '2026-07-01T20:59:59.000Z')
  })

  it('is longer or shorter when the clocks change', () => {
    assert.equal(formatInstant(startOfDay(localDate('2026-03-29'))), '2026-03-28T22:00:00.000Z')
    assert.equal(formatInstant(endOfDay(localDate('2026-03-29'))), '2026-03-29T20:59:59.000Z')
    assert.equal(formatInstant(endOfDay(localDate('2026-10-25'))), '2026-10-25T21:59:59.000Z')
  })

  it('has the same bounds as in the time zone database', () => {
    const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' })
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1996, 10, 1), max: Date.UTC(2060, 0, 1) }), (at) => {
        assert.equal(dateInHelsinki(instant(at)), formatter.format(at))
      }),
    )
  })

  it('that does not exist in the calendar is refused', () => {
    assert.equal(parseLocalDate('2026-02-29'), undefined)
    assert.equal(parseLocalDate('2026-13-01'), undefined)
    assert.equal(parseLocalDate('26-01-01'), undefined)
  })

  it('29 February becomes 28 February in another year', () => {
    assert.equal(addYears(localDate('2028-02-29'), 5), '2033-02-28')
  })
})

describe('a Finnish local time', () => {
  const at = (day: string, time: string) =>
    formatInstant(instantAt(localDate(day), time as LocalTime))

  it('is two hours ahead of UTC in winter and three in summer', () => {
    assert.equal(at('2026-12-23', '09:15'), '2026-12-23T07:15:00.000Z')
    assert.equal(at('2026-07-01', '09:15'), '2026-07-01T06:15:00.000Z')
  })

  it('that summer time skips is the moment of the change', () => {
    assert.equal(at('2027-03-28', '02:59'), '2027-03-28T00:59:00.000Z')
    assert.equal(at('2027-03-28', '03:30'), '2027-03-28T01:00:00.000Z')
    assert.equal(at('2027-03-28', '04:00'), '2027-03-28T01:00:00.000Z')
  })

  it('that occurs twice when summer time ends is the first of the two', () => {
    assert.equal(at('2027-10-31', '03:30'), '2027-10-31T00:30:00.000Z')
    assert.equal(at('2027-10-31', '04:00'), '2027-10-31T02:00:00.000Z')
  })

  it('is formatted as it was entered, except where the clocks change', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1996, 10, 1), max: Date.UTC(2060, 0, 1) }), (ms) => {
        const moment = instant(ms - (ms % 60_000))
        const again = instantAt(dateInHelsinki(moment), timeInHelsinki(moment))
        assert.ok(again === moment || again === moment - 3_600_000)
      }),
    )
  })

  it('that no clock shows is refused', () => {
    for (const text of ['24:00', '9:00', '12:60', '', 'noon'])
      assert.equal(parseLocalTime(text), undefined, text)
  })
})
