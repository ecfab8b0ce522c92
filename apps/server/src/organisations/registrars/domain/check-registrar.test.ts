import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { RegistrarStanding } from '../contract.ts'
import {
  approve,
  checkDecider,
  decline,
  mayChange,
  mayWithdraw,
  send,
  withdraw,
} from './application.ts'
import { instant } from '@sotevarmenne/kernel/instant'
import { firstRefusal, checkRegistrar, trainingLastDay } from './check-registrar.ts'
import type { KnownOfRegistrar } from './check-registrar.ts'

const today = localDate('2026-11-26')
const aPoint = (changes: Partial<KnownOfRegistrar['point']> = {}) => ({
  ...{ name: 'Piste', isOperated: true, isInService: true, hasAgreement: true },
  ...changes,
})
const check = (changes: Partial<KnownOfRegistrar> = {}) =>
  firstRefusal(
    checkRegistrar({
      ...{ isKnown: true, hasCard: true, wasRegistrar: false, hasCeased: false },
      point: aPoint(),
      training: { kind: 'basic', completedOn: localDate('2026-11-01') },
      ...{ hasProof: true, trainingYears: 3, today },
      ...changes,
    }),
  )?.kind ?? 'ok'
const trained = (completedOn: string, kind: 'basic' | 'refresher' = 'basic') => ({
  training: { kind, completedOn: localDate(completedOn) },
})

describe('a person who applies as registrar', () => {
  it('needs a card in use, and a point that the organisation operates under an agreement in force (R245)', () => {
    assert.equal(check(), 'ok')
    assert.equal(check({ isKnown: false, hasCard: false }), 'person-not-found')
    assert.equal(check({ hasCard: false }), 'no-card-in-use')
    assert.equal(check({ point: aPoint({ isOperated: false }) }), 'point-of-another')
    assert.equal(check({ hasCeased: true }), 'organisation-ceased')
    assert.equal(check({ point: aPoint({ isInService: false }) }), 'point-not-in-service')
    assert.equal(check({ point: aPoint({ hasAgreement: false }) }), 'no-agreement-in-force')
  })

  it('needs proof of a training of the last three years, the last day included (R246)', () => {
    assert.equal(check({ hasProof: false }), 'proof-missing')
    assert.equal(check(trained('2026-11-26')), 'ok')
    assert.equal(check(trained('2026-11-27')), 'training-not-completed')
    assert.equal(check(trained('2023-11-27')), 'ok')
    assert.equal(check(trained('2023-11-26')), 'training-lapsed')
    assert.equal(trainingLastDay(localDate('2024-02-29'), 3), '2027-02-27')
    assert.equal(check({ ...trained('2023-11-26'), trainingYears: 4 }), 'ok')
    assert.equal(check({ ...trained('2025-11-26'), trainingYears: 1 }), 'training-lapsed')
  })

  it('may use a refresher only after having been a registrar (R246)', () => {
    assert.equal(check(trained('2026-11-01', 'refresher')), 'refresher-without-basic')
    assert.equal(check({ ...trained('2026-11-01', 'refresher'), wasRegistrar: true }), 'ok')
  })

  it('gets a new registrar role when the training is valid longer than the current one (R248)', () => {
    const held = (heldUntil: string) =>
      check({ point: aPoint({ heldUntil: localDate(heldUntil) }) })
    assert.equal(held('2029-10-30'), 'ok')
    assert.equal(held('2029-10-31'), 'already-registrar-there')
    assert.equal(check({ point: aPoint({ heldUntil: 'none' }) }), 'already-registrar-there')
  })
})

describe('an application for a registrar', () => {
  const now = instant(0)
  const sent = { state: 'sent', sentBy: 'member', sentAt: now } as const
  const decider = (by: string) => {
    const checked = checkDecider(sent, { by, personId: 'nurse' })
    return checked.ok ? 'ok' : checked.refusal.kind
  }

  it('is sent by a member other than the person it is about (R245)', () => {
    const drafted = { state: 'draft' } as const
    const own = send(drafted, { by: 'nurse', personId: 'nurse', now })
    assert.deepEqual(own, { ok: false, refusal: { kind: 'applying-for-oneself' } })
    assert.ok(send(drafted, { by: 'member', personId: 'nurse', now }).ok)
    assert.ok(send(drafted, { by: 'member', now }).ok)
  })

  it('is decided by a case officer who neither sent it nor is that person (R245)', () => {
    assert.deepEqual(['caseOfficer', 'member', 'nurse'].map(decider), [
      'ok',
      'second-person-required',
      'second-person-required',
    ])
  })
})

describe('an application for a registrar in each of its states (R245)', () => {
  const states = ['draft', 'sent', 'returned', 'approved', 'refused', 'withdrawn'] as const
  const now = instant(9)
  const sent = { state: 'sent', sentBy: 'sanna', sentAt: instant(5) } as const
  const standing = (state: (typeof states)[number]) => ({ ...sent, state }) as RegistrarStanding
  const where = (may: (of: RegistrarStanding) => boolean) =>
    states.filter((state) => may(standing(state)))

  it('is changed and sent as a draft or when it was returned, and withdrawn until it is decided', () => {
    assert.deepEqual(where(mayChange), ['draft', 'returned'])
    assert.deepEqual(
      where((of) => send(of, { by: 'sanna', now }).ok),
      ['draft', 'returned'],
    )
    assert.deepEqual(where(mayWithdraw), ['draft', 'sent', 'returned'])
    assert.deepEqual(
      where((of) => withdraw(of).ok),
      ['draft', 'sent', 'returned'],
    )
    assert.deepEqual(withdraw(sent), { ok: true, value: { state: 'withdrawn' } })
    assert.deepEqual(send({ state: 'draft' }, { by: 'sanna', personId: 'riitta', now }), {
      ...{ ok: true, value: { state: 'sent', sentBy: 'sanna', sentAt: now } },
    })
  })

  it('is decided once it was sent, by neither its sender nor the person', () => {
    assert.deepEqual(
      where((of) => checkDecider(of, { by: 'hanna' }).ok),
      ['sent'],
    )
    assert.deepEqual(checkDecider(sent, { by: 'hanna', personId: 'riitta' }), {
      ok: true,
      value: sent,
    })
    for (const by of ['sanna', 'riitta'])
      assert.deepEqual(checkDecider(sent, { by, personId: 'riitta' }), {
        ...{ ok: false, refusal: { kind: 'second-person-required' } },
      })
    const decision: DecisionView = { rule: 'registrar', version: 2, decidedAt: 'then', grounds: [] }
    assert.deepEqual(approve(sent, decision), { ...sent, state: 'approved', decision })
    assert.deepEqual(decline(sent, decision, 'no'), {
      ...{ ...sent, state: 'refused', decision, because: 'no' },
    })
  })
})
