import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { decideEnd, faultOfLastDay, type Reported } from './check-last-day.ts'

const today = localDate('2026-11-24')

it('the last day of an employment is today or a later day within a year (R480)', () => {
  for (const [day, fault] of [
    ['2026-11-23', 'last-day-past'],
    ['2026-11-24', undefined],
    ['2027-11-24', undefined],
    ['2027-11-25', 'last-day-too-late'],
  ] as const)
    assert.equal(faultOfLastDay(localDate(day), today), fault, day)
})

it('a report of an end ends, plans or moves it, and does nothing again (R480, R482)', () => {
  const [yesterday, later] = [localDate('2026-11-23'), localDate('2026-12-31')]
  const of = (lastDay: typeof today, reported: Partial<Reported> = {}) =>
    decideEnd({ hasAny: true, ...reported }, { lastDay, today })
  for (const [lastDay, reported, expected] of [
    [today, {}, 'end'],
    [later, {}, 'plan'],
    [yesterday, {}, 'last-day-past'],
    [today, { plannedFor: later }, 'end'],
    [later, { plannedFor: localDate('2027-01-31') }, 'move'],
    [later, { plannedFor: later }, 'already'],
    // The same report after its day, once nothing is left of the person.
    [yesterday, { endedOn: yesterday, hasAny: false }, 'already'],
    [yesterday, { endedOn: yesterday }, 'last-day-past'],
    [today, { endedOn: yesterday, hasAny: false }, 'ended-before'],
    [later, { endedOn: yesterday, hasAny: false }, 'ended-before'],
    // The person was employed again: a card, an order or a planned end is there.
    [today, { endedOn: yesterday }, 'end'],
    [today, { endedOn: yesterday, plannedFor: later, hasAny: false }, 'end'],
    [later, { hasAny: false }, 'plan'],
  ] as const)
    assert.equal(of(lastDay, reported), expected, `${lastDay} ${JSON.stringify(reported)}`)
})
