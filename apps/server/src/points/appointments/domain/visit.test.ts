import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { VisitStep } from '@sotevarmenne/api/appointments'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import type { Visit } from '../contract.ts'
import { at, aVisit } from '../testing.ts'
import { checkChange, possibleSteps, takeStep } from './visit.ts'

const ten = at('2026-11-25', '10:00')

const take = (visit: Visit, step: VisitStep, now = ten): Visit => {
  const taken = takeStep(visit, step, { by: 'riitta', now })
  assert.ok(taken.ok, taken.ok ? '' : taken.refusal.kind)
  return taken.value.visit
}
const refusal = (visit: Visit, step: VisitStep, now = ten) => {
  const taken = takeStep(visit, step, { by: 'riitta', now })
  return taken.ok ? undefined : taken.refusal.kind
}

describe('a visit', () => {
  it('is called and served, and states what its operator may charge', () => {
    const called = take(take(aVisit(), 'arrive', plus(ten, -minute)), 'call')
    const served = takeStep(called, 'serve', { by: 'riitta', now: plus(ten, 10 * minute) })
    assert.ok(served.ok)
    assert.equal(served.value.visit.state, 'served')
    assert.deepEqual(served.value.event, {
      type: 'VisitServed',
      visitId: called.visitId,
      pointId: called.pointId,
      services: ['registering'],
      isOwnStaff: false,
      feeCents: 7530,
    })
  })

  it('is missed only once its time has begun, and its visitor may still come that day', () => {
    assert.equal(refusal(aVisit(), 'miss', plus(ten, -1)), 'visit-not-begun')
    const missed = take(aVisit(), 'miss')
    assert.equal(take(missed, 'arrive', plus(ten, 30 * minute)).state, 'waiting')
    assert.equal(refusal(missed, 'arrive', at('2026-11-26', '10:00')), 'not-the-day-of-the-visit')
  })

  it('returns to its place in the queue', () => {
    const waiting = take(aVisit(), 'arrive', plus(ten, -minute))
    const back = take(take(waiting, 'call'), 'put-back', plus(ten, minute))
    assert.deepEqual(back, waiting)
  })

  it('is not called on another day, or twice', () => {
    assert.equal(refusal(aVisit(), 'call', at('2026-11-24', '10:00')), 'not-the-day-of-the-visit')
    assert.equal(refusal(take(aVisit(), 'call'), 'call'), 'step-not-possible')
    assert.deepEqual(possibleSteps(take(take(aVisit(), 'call'), 'serve'), ten), [])
  })

  it('can be moved and cancelled until it begins', () => {
    assert.ok(checkChange(aVisit(), plus(ten, -1)).ok)
    assert.ok(!checkChange(aVisit(), ten).ok)
    assert.ok(!checkChange(take(aVisit(), 'arrive'), plus(ten, -1)).ok)
  })
})
