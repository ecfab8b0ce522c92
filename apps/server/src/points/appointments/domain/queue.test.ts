import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { at, aVisit } from '../testing.ts'
import { nextInQueue } from './queue.ts'

const time = (clock: string) => at('2026-11-25', clock)
const booked = (visitId: string, clock: string) => aVisit({ visitId, startsAt: time(clock) })
const here = (visitId: string, clock: string, arrived: string) =>
  aVisit({ visitId, state: 'waiting', startsAt: time(clock), arrivedAt: time(arrived) })
const walkIn = (visitId: string, arrived: string) =>
  aVisit({
    ...{ visitId, state: 'waiting', isWalkIn: true },
    ...{ startsAt: time(arrived), arrivedAt: time(arrived) },
  })

const next = (visits: Parameters<typeof nextInQueue>[0], clock: string) =>
  nextInQueue(visits, time(clock))?.visitId

describe('the next visitor in the queue', () => {
  it('is first one with an appointment that is due, the earliest first', () => {
    const visits = [walkIn('w', '09:30'), booked('later', '10:15'), here('b', '10:00', '10:05')]
    assert.equal(next(visits, '10:20'), 'b')
    for (const clock of ['10:15', '10:20'])
      assert.equal(next([walkIn('w', '09:30'), booked('a', '10:15')], clock), 'a')
  })

  it('is the same one of two at the same time, whatever their order', () => {
    const visits = [booked('b', '10:15'), booked('a', '10:15')]
    for (const each of [visits, visits.toReversed()]) assert.equal(next(each, '10:20'), 'a')
  })

  it('is then a walk-in, in order of arrival, before those who are early', () => {
    const visits = [
      here('early', '11:00', '09:00'),
      walkIn('second', '09:40'),
      walkIn('first', '09:30'),
    ]
    assert.equal(next(visits, '10:00'), 'first')
    assert.equal(next([here('early', '11:00', '09:00')], '10:00'), 'early')
  })

  it('is never one who has not arrived before the time of the appointment', () => {
    assert.equal(next([booked('a', '10:15')], '10:00'), undefined)
    assert.equal(next([aVisit({ state: 'cancelled', endedAt: time('08:00') })], '10:20'), undefined)
  })
})
