import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formatInstant, instant } from './instant.ts'
import {
  addYears,
  dateInHelsinki,
  endOfDay,
  localDate,
  parseLocalDate,
  startOfDay,
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

  it('agrees with the time zone database', () => {
    const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' })
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1996, 10, 1), max: Date.UTC(2060, 0, 1) }), (at) => {
        assert.equal(dateInHelsinki(instant(at)), formatter.format(at))
      }),
    )
  })

  it('is refused when the calendar has none', () => {
    assert.equal(parseLocalDate('2026-02-29'), undefined)
    assert.equal(parseLocalDate('2026-13-01'), undefined)
    assert.equal(parseLocalDate('26-01-01'), undefined)
  })

  it('of leap year falls back to 28 February', () => {
    assert.equal(addYears(localDate('2028-02-29'), 5), '2033-02-28')
  })
})
