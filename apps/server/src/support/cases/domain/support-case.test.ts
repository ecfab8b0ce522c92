import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { CaseId } from '../contract.ts'
import {
  dueFor,
  endsAt,
  isOverdue,
  openCase,
  stepsOpenTo,
  takeStep,
  type Stepping,
  type SupportCase,
  type CaseStep,
} from './support-case.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const holder: Stepping = { by: { side: 'holder', personId: 'aino' }, now }
const office: Stepping = { by: { side: 'office', personId: 'hanna' }, now }
const aCase = (kind: SupportCase['kind']): SupportCase =>
  openCase({ caseId: 't' as CaseId, personId: 'aino', kind, subject: 'The card' }, now)
const after = (supportCase: SupportCase, step: CaseStep, stepping: Stepping): SupportCase => {
  const taken = takeStep(supportCase, step, stepping)
  assert.ok(taken.ok, JSON.stringify(taken))
  return taken.value
}
const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
  result.ok ? 'ok' : result.refusal.kind
const dueOf = (supportCase: SupportCase) => ('dueOn' in supportCase ? supportCase.dueOn : undefined)

describe('a case', () => {
  it('has its time limit from the day it came: a month for a rectification request, two weeks for the others (R165)', () => {
    assert.equal(dueOf(aCase('inquiry')), '2026-12-08')
    assert.equal(dueOf(aCase('complaint')), '2026-12-08')
    // The 24th and the days after it are holidays.
    assert.equal(dueOf(aCase('rectification-request')), '2026-12-28')
    // February has no 31st, and the 28th is a Sunday.
    assert.equal(dueFor('rectification-request', localDate('2027-01-31')), '2027-03-01')
  })

  it('has no due date once it is answered, except a rectification request, which needs a decision (R165)', () => {
    assert.equal(dueOf(after(aCase('inquiry'), 'reply', office)), undefined)
    const requested = after(aCase('rectification-request'), 'reply', office)
    assert.equal(dueOf(requested), '2026-12-28')
    const later = { ...holder, now: plus(now, 10 * day) }
    assert.equal(dueOf(after(requested, 'write', later)), '2026-12-28')
    assert.ok(!isOverdue(requested, localDate('2026-12-28')))
    assert.ok(isOverdue(requested, localDate('2026-12-29')))
  })

  it('ends by a decision if it is a rectification request, and not otherwise (R166)', () => {
    const request = aCase('rectification-request')
    assert.equal(kindOf(takeStep(request, 'close', office)), 'decision-due')
    assert.deepEqual(stepsOpenTo(request, ['accept', 'refuse', 'close'], office), [
      'accept',
      'refuse',
    ])
    const refused = after(request, 'refuse', office)
    assert.ok(refused.state === 'closed' && refused.decision === 'refused')
    assert.equal(
      kindOf(takeStep(aCase('inquiry'), 'accept', office)),
      'not-a-rectification-request',
    )
    // Its holder may withdraw it.
    assert.equal(after(request, 'close', holder).state, 'closed')
  })

  it('is never handled by the person who wrote it (R166)', () => {
    const own: Stepping = { by: { side: 'office', personId: 'aino' }, now }
    assert.equal(kindOf(takeStep(aCase('inquiry'), 'reply', own)), 'second-person-required')
    assert.deepEqual(stepsOpenTo(aCase('inquiry'), ['reply', 'close'], own), [])
  })

  it('is closed thirty days after an answer that nobody continues, and can be reopened by its holder (R168)', () => {
    const answered = after(aCase('inquiry'), 'reply', office)
    assert.equal(endsAt(answered), plus(now, 30 * day))
    const closed = after(answered, 'close', { by: { side: 'service' }, now: plus(now, 30 * day) })
    const again = after(closed, 'write', { ...holder, now: plus(now, 60 * day) })
    assert.equal(again.state, 'waiting')
    // Sixty days later, and two weeks from then.
    assert.equal(dueOf(again), '2027-02-08')
    assert.equal(kindOf(takeStep(closed, 'reply', office)), 'case-step-not-now')
    // A case that needs a decision is not closed by time.
    assert.equal(endsAt(after(aCase('rectification-request'), 'reply', office)), undefined)
  })

  it('loses its decision and has its whole time again when it is reopened after the decision (R168)', () => {
    const decided = after(aCase('rectification-request'), 'accept', office)
    const again = after(decided, 'reopen', office)
    assert.ok(!('decision' in again))
    assert.equal(dueOf(again), '2026-12-28')
  })

  it('has its time limit extended once, by two months, before the limit (R169)', () => {
    const request = aCase('rectification-request')
    const extended = after(request, 'extend', office)
    assert.equal(dueOf(extended), '2027-02-24')
    assert.equal(extended.state, 'waiting')
    assert.equal(kindOf(takeStep(extended, 'extend', office)), 'extension-not-now')
    const late = { ...office, now: plus(now, 40 * day) }
    assert.equal(kindOf(takeStep(request, 'extend', late)), 'extension-not-now')
    assert.equal(
      kindOf(takeStep(aCase('inquiry'), 'extend', office)),
      'not-a-rectification-request',
    )
  })

  it('is erased two years after it was closed (R167)', () => {
    const closed = after(aCase('inquiry'), 'close', holder)
    assert.equal(endsAt(closed), Date.parse('2028-11-23T22:00:00Z'))
    const { subject: _erased, ...erased } = closed
    assert.equal(endsAt(erased), undefined)
  })
})
