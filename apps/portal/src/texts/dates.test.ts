import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  formatClock,
  formatDay,
  formatLongDay,
  formatTime,
  formatTimeOfDay,
  formatWeekday,
  readDay,
} from './dates.ts'

describe('a day', () => {
  it('is written in the form of the language', () => {
    assert.equal(formatDay('2026-11-24', 'fi'), '24.11.2026')
    assert.equal(formatDay('2026-11-04', 'sv'), '4.11.2026')
    assert.equal(formatTime('2026-11-24T18:26:00Z', 'sv'), '24.11.2026 20.26')
    assert.equal(formatDay('2026-11-24', 'en'), '24\u00a0Nov\u00a02026')
  })

  it('is written with its weekday where a day is chosen', () => {
    assert.equal(formatLongDay('2026-11-24', 'fi'), 'tiistai 24. marraskuuta 2026')
    assert.equal(formatLongDay('2026-11-24', 'sv'), 'tisdag 24 november 2026')
    assert.equal(formatWeekday(1, 'en'), 'Monday')
    assert.equal(formatWeekday(7, 'fi'), 'sunnuntai')
  })

  it('is read as people type it, and only if there is such a day', () => {
    assert.equal(readDay(' 1.2.2030 '), '2030-02-01')
    assert.equal(readDay('2030-12-31'), '2030-12-31')
    assert.equal(readDay('31.2.2030'), undefined)
    assert.equal(readDay('tomorrow'), undefined)
  })
})

describe('the time of an instant of today', () => {
  it('is by the Finnish clock, in the form of the language', () => {
    assert.equal(formatClock('2026-11-24T18:26:00Z', 'fi'), '20.26')
    assert.equal(formatClock('2026-11-24T18:26:00Z', 'sv'), '20.26')
    assert.equal(formatClock('2026-11-24T18:26:00Z', 'en'), '20:26')
  })
})

it('is written in the form of the language where only a time of day is given', () => {
  assert.equal(formatTimeOfDay('08:05', 'fi'), '8.05')
  assert.equal(formatTimeOfDay('08:05', 'en'), '08:05')
})
