import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { instantAt, localDate, type LocalTime } from '@sotevarmenne/kernel/local-date'
import { someDetails } from '../testing.ts'
import { checkHours, openingAt, openOn } from './opening-hours.ts'

const at = (day: string, time: string) => instantAt(localDate(day), time as LocalTime)
const opens = (day: string, hours = someDetails()) =>
  openOn(hours, localDate(day)).map(({ from, to }) => [formatInstant(from), formatInstant(to)])

describe('a registration point', () => {
  it('is open by its week, and closed on the days that the week lacks', () => {
    assert.deepEqual(opens('2026-11-25'), [
      ['2026-11-25T06:00:00.000Z', '2026-11-25T14:00:00.000Z'],
    ])
    assert.deepEqual(opens('2026-11-28'), [])
  })

  it('is closed in Christmas week on its eve and holidays, and open between', () => {
    const openDays = ['23', '24', '25', '26', '27', '28', '29', '30', '31']
      .map((day) => `2026-12-${day}`)
      .filter((day) => opens(day).length > 0)
    assert.deepEqual(openDays, [
      '2026-12-23',
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
    ])
  })

  it('has special hours on an exception, on a holiday too', () => {
    const hours = someDetails({
      exceptions: [
        { date: '2026-12-23', periods: [{ from: '08:00', to: '11:30' }] },
        { date: '2026-12-24', periods: [{ from: '09:00', to: '10:00' }] },
        { date: '2026-12-28', periods: [], reason: 'stocktaking' },
      ],
    })
    assert.deepEqual(opens('2026-12-23', hours), [
      ['2026-12-23T06:00:00.000Z', '2026-12-23T09:30:00.000Z'],
    ])
    assert.equal(opens('2026-12-24', hours).length, 1)
    assert.deepEqual(opens('2026-12-28', hours), [])
  })

  it('is closed after its last day', () => {
    const hours = someDetails({ lastDay: '2026-11-25' })
    assert.equal(opens('2026-11-25', hours).length, 1)
    assert.deepEqual(opens('2026-11-26', hours), [])
  })

  it('shows whether it is open, and when that changes', () => {
    const now = (day: string, time: string) => {
      const { isOpen, changesAt } = openingAt(someDetails(), at(day, time))
      return [isOpen, changesAt && formatInstant(changesAt)]
    }
    assert.deepEqual(now('2026-11-25', '10:00'), [true, '2026-11-25T14:00:00.000Z'])
    assert.deepEqual(now('2026-11-25', '07:59'), [false, '2026-11-25T06:00:00.000Z'])
    assert.deepEqual(now('2026-11-27', '16:00'), [false, '2026-11-30T06:00:00.000Z'])
    assert.deepEqual(now('2026-11-25', '08:00'), [true, '2026-11-25T14:00:00.000Z'])
    assert.deepEqual(openingAt(someDetails({ lastDay: '2026-11-25' }), at('2026-11-26', '10:00')), {
      isOpen: false,
    })
  })

  it('shows its next opening within a month', () => {
    const exceptional = (date: string) =>
      openingAt(
        someDetails({
          openingHours: [],
          exceptions: [{ date, periods: [{ from: '08:00', to: '09:00' }] }],
        }),
        at('2026-11-25', '10:00'),
      )
    // The thirty-first day is the last one that is looked at.
    assert.equal(exceptional('2026-12-25').changesAt, at('2026-12-25', '08:00'))
    assert.deepEqual(exceptional('2026-12-26'), { isOpen: false })
  })

  it('is not open in a period that the change to summer time skips', () => {
    const periods = [
      { from: '03:00', to: '03:30' },
      { from: '08:00', to: '09:00' },
    ]
    const hours = someDetails({ exceptions: [{ date: '2027-03-28', periods }] })
    assert.deepEqual(opens('2027-03-28', hours), [
      ['2027-03-28T05:00:00.000Z', '2027-03-28T06:00:00.000Z'],
    ])
  })
})

describe('opening hours as entered', () => {
  const checked = (changes: Parameters<typeof someDetails>[0]) => {
    const result = checkHours(someDetails(changes))
    return result.ok ? 'ok' : result.refusal.kind
  }
  const monday = (...periods: readonly (readonly [string, string])[]) => ({
    openingHours: [{ weekday: 1, periods: periods.map(([from, to]) => ({ from, to })) }],
  })

  it('must go forwards, one period after another, each day once', () => {
    assert.equal(checked(monday(['08:00', '11:00'], ['11:00', '16:00'])), 'ok')
    assert.equal(checked(monday(['16:00', '08:00'])), 'hours-backwards')
    assert.equal(checked(monday(['08:00', '12:00'], ['11:00', '16:00'])), 'hours-overlap')
    assert.equal(checked(monday(['08:00', '08:00'])), 'hours-backwards')
    assert.equal(checked(monday(['08:00', '09:00'], ['11:00', '10:00'])), 'hours-backwards')
    const exception = { date: '2026-12-28', periods: [{ from: '12:00', to: '11:00' }] }
    assert.equal(checked({ exceptions: [exception] }), 'hours-backwards')
    const closed = { ...exception, periods: [] }
    assert.equal(checked({ exceptions: [closed] }), 'ok')
    assert.equal(checked({ exceptions: [closed, closed] }), 'day-entered-twice')
    const twice = [
      ...monday(['08:00', '09:00']).openingHours,
      ...monday(['10:00', '11:00']).openingHours,
    ]
    assert.equal(checked({ openingHours: twice }), 'day-entered-twice')
  })
})
