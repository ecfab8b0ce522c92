import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { VisitStep } from '@sotevarmenne/api/appointments'
import { day, minute, plus } from '@sotevarmenne/kernel/instant'
import type { Visit, VisitIn } from '../contract.ts'
import { at, aVisit } from '../testing.ts'
import { forgottenAt, remindedAt } from './keeping.ts'
import {
  cancel,
  checkChange,
  holdingTime,
  moveTo,
  possibleSteps,
  settleHold,
  takeStep,
} from './visit.ts'

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

describe('a step of a visit', () => {
  const of = { visitId: aVisit().visitId, pointId: aVisit().pointId }
  const { state: _booked, ...every } = aVisit()
  const soon = plus(ten, minute)
  const step = (
    visit: Visit,
    name: VisitStep,
    paying?: Parameters<typeof takeStep>[2]['paying'],
  ) => {
    const taken = takeStep(visit, name, { by: 'riitta', now: soon, paying })
    assert.ok(taken.ok)
    return taken.value
  }
  const waiting = step(aVisit(), 'arrive').visit
  const called = step(waiting, 'call').visit

  it('keeps when its visitor came, and says what happened', () => {
    assert.deepEqual(step(aVisit(), 'arrive'), {
      visit: { ...every, state: 'waiting', arrivedAt: soon },
      event: { type: 'VisitorArrived', ...of },
    })
    const byRiitta = { ...every, state: 'called', calledAt: soon, calledBy: 'riitta' }
    assert.deepEqual(step(waiting, 'call'), {
      visit: { ...byRiitta, arrivedAt: soon },
      event: { type: 'VisitorCalled', ...of },
    })
    assert.deepEqual(step(aVisit(), 'call').visit, byRiitta)
    // One who was called without having arrived waits from now on.
    assert.deepEqual(step(step(aVisit(), 'call').visit, 'put-back'), {
      visit: { ...every, state: 'waiting', arrivedAt: soon },
      event: { type: 'VisitorPutBack', ...of },
    })
    assert.deepEqual(step(called, 'miss'), {
      visit: { ...every, state: 'missed', endedAt: soon },
      event: { type: 'VisitMissed', ...of },
    })
    const { personal: _erased, ...erased } = aVisit()
    assert.ok(!('personal' in step(erased, 'arrive').visit))
  })

  it('serves it, and charges its payer each service on the day of the visit (R228)', () => {
    const payer = { organisationId: 'pharmacy', name: 'Apteekki' } as const
    const served = step(called, 'serve', { payer: payer as never, pointOperatorId: 'operator' })
    const { services, isOwnStaff, feeCents, fees } = aVisit()
    assert.deepEqual(served, {
      visit: {
        ...{ ...every, state: 'served', calledAt: soon, calledBy: 'riitta', endedAt: soon, payer },
      },
      event: {
        ...{ type: 'VisitServed', ...of, services, isOwnStaff, feeCents },
        toInvoice: {
          ...{ pointOperatorId: 'operator', payerId: 'pharmacy', servedOn: '2026-11-25', fees },
        },
      },
    })
    assert.ok(!('payer' in step(called, 'serve').visit))
  })

  it('is possible on its day alone, but for missing and serving it later', () => {
    const [early, late] = [at('2026-11-25', '00:00'), at('2026-11-26', '00:00')]
    assert.equal(refusal(aVisit(), 'arrive', early), undefined)
    assert.equal(refusal(aVisit(), 'arrive', plus(early, -1)), 'not-the-day-of-the-visit')
    assert.equal(refusal(aVisit(), 'miss', late), undefined)
    assert.equal(refusal(called, 'serve', late), undefined)
    assert.equal(refusal(called, 'put-back', late), 'not-the-day-of-the-visit')
    assert.deepEqual(possibleSteps(aVisit(), ten), ['call', 'arrive', 'miss'])
    assert.deepEqual(possibleSteps(called, ten), ['serve', 'put-back', 'miss'])
    assert.deepEqual(takeStep(aVisit(), 'serve', { by: 'riitta', now: ten }), {
      ...{ ok: false, refusal: { kind: 'step-not-possible', state: 'booked' } },
    })
  })
})

describe('an appointment', () => {
  const of = { visitId: aVisit().visitId, pointId: aVisit().pointId }
  const { state: _state, ...every } = aVisit()
  const held = aVisit({ heldUntil: ten })
  const settle = (visit: Visit, after: number, isOpened: boolean) =>
    settleHold(visit, { now: plus(ten, after), isOpened })

  it('is held for a quarter of an hour, until its link is opened or the time is over', () => {
    assert.equal(holdingTime, 15 * minute)
    assert.deepEqual(settle(held, -1, true), {
      visit: { ...every, state: 'booked', isConfirmed: true },
      event: { type: 'AppointmentConfirmed', ...of },
    })
    assert.equal(settle(held, -1, false), undefined)
    assert.deepEqual(settle(held, 0, true), {
      visit: { ...every, state: 'cancelled', endedAt: ten },
      event: { type: 'AppointmentLapsed', ...of },
    })
    assert.equal(settle(aVisit(), 0, true), undefined)
    assert.equal(settle({ ...held, state: 'waiting' } as Visit, 0, true), undefined)
  })

  it('is changed while it is held, and not once its hold is over', () => {
    const early = plus(ten, -minute)
    const kind = (heldUntil: number) => {
      const checked = checkChange(aVisit({ heldUntil }), early)
      return checked.ok ? 'ok' : checked.refusal.kind
    }
    assert.deepEqual([kind(early), kind(plus(early, 1))], ['appointment-not-changeable', 'ok'])
  })

  it('is moved with the fees of its new day, which confirms it, and cancelled', () => {
    const [startsAt, endsAt] = [plus(ten, day), plus(ten, day + 15 * minute)]
    const to = { startsAt, endsAt, fees: [], feeCents: 0, startsAtText: 'tomorrow' }
    const moved = { ...every, state: 'booked', startsAt, endsAt, fees: [], feeCents: 0, moves: 1 }
    const event = { type: 'AppointmentMoved', ...of, startsAt: 'tomorrow' }
    assert.deepEqual(moveTo(aVisit() as VisitIn<'booked'>, to), { visit: moved, event })
    assert.deepEqual(moveTo(held as VisitIn<'booked'>, to), {
      ...{ visit: { ...moved, isConfirmed: true }, event },
    })
    assert.deepEqual(cancel(aVisit() as VisitIn<'booked'>, ten), {
      visit: { ...every, state: 'cancelled', endedAt: ten },
      event: { type: 'AppointmentCancelled', ...of },
    })
  })

  it('is reminded of at noon of the day before, and forgotten so many days after it', () => {
    const noon = at('2026-11-24', '12:00')
    assert.equal(remindedAt(aVisit(), plus(noon, -1)), noon)
    assert.equal(remindedAt(aVisit(), noon), undefined)
    assert.equal(forgottenAt({ endsAt: ten }, 30), plus(ten, 30 * day))
  })
})
