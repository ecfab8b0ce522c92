import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, endOfDay, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { professionalCardValidTo } from './validity.ts'

describe('the last day of a professional card (R7)', () => {
  it('is the day before the same date five years later', () => {
    assert.equal(professionalCardValidTo(localDate('2026-11-24'), undefined), '2031-11-23')
  })

  it('is the last day of the printed right when that comes first', () => {
    const ordered = localDate('2026-11-24')
    assert.equal(professionalCardValidTo(ordered, localDate('2028-05-31')), '2028-05-31')
    assert.equal(professionalCardValidTo(ordered, localDate('2040-01-01')), '2031-11-23')
  })

  it('is within five years also from a leap day', () => {
    assert.equal(professionalCardValidTo(localDate('2028-02-29'), undefined), '2033-02-27')
  })

  const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(localDate('2020-01-01'), n))

  it('never gives a certificate of more than five years, to the second', () => {
    fc.assert(
      fc.property(days, (ordered) => {
        const last = professionalCardValidTo(ordered, undefined)
        const fiveYearsOn = startOfDay(addYears(ordered, 5))
        assert.ok(plus(endOfDay(last), second) <= fiveYearsOn)
      }),
    )
  })

  it('is never after the end of the right', () => {
    fc.assert(
      fc.property(days, fc.nat(4000), (ordered, more) => {
        const rightEnds = addDays(ordered, more)
        assert.ok(professionalCardValidTo(ordered, rightEnds) <= rightEnds)
      }),
    )
  })
})
