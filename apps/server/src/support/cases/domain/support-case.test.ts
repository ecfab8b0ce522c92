import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { CaseId } from '../contract.ts'
import { checkLimits, confirmBy, linkUntil } from './contact-message.ts'
import {
  dueFor,
  endsAt,
  isDecidedElsewhere,
  isOverdue,
  maxOpenCases,
  maxSteps,
  openCase,
  stepsOpenTo,
  takeStep,
  type Stepping,
  type SupportCase,
  type CaseStep,
} from './support-case.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const replyDays = 14
const holder: Stepping = { by: { side: 'holder', personId: 'aino' }, now, replyDays }
const office: Stepping = { by: { side: 'office', personId: 'hanna' }, now, replyDays }
const aCase = (kind: SupportCase['kind'], days = replyDays): SupportCase =>
  openCase(
    { caseId: 't' as CaseId, personId: 'aino', kind, subject: 'The card' },
    { now, replyDays: days },
  )
const after = (supportCase: SupportCase, step: CaseStep, stepping: Stepping): SupportCase => {
  const taken = takeStep(supportCase, step, stepping)
  assert.ok(taken.ok, JSON.stringify(taken))
  return taken.value
}
const times = { closingDays: 30, retentionYears: 2 }
const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
  result.ok ? 'ok' : result.refusal.kind
const dueOf = (supportCase: SupportCase) => ('dueOn' in supportCase ? supportCase.dueOn : undefined)

describe('a case', () => {
  it('has its time limit from the day it came: a month for a rectification request, two weeks for the others (R165)', () => {
    assert.equal(dueOf(aCase('inquiry')), '2026-12-08')
    assert.equal(dueOf(aCase('complaint')), '2026-12-08')
    assert.equal(dueOf(aCase('inquiry', 7)), '2026-12-01')
    assert.equal(dueOf(aCase('rectification-request', 7)), '2026-12-28')
    // The 24th and the days after it are holidays.
    assert.equal(dueOf(aCase('rectification-request')), '2026-12-28')
    // February has no 31st, and the 28th is a Sunday.
    assert.equal(dueFor('rectification-request', localDate('2027-01-31'), 14), '2027-03-01')
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
    const own: Stepping = { ...office, by: { side: 'office', personId: 'aino' } }
    assert.equal(kindOf(takeStep(aCase('inquiry'), 'reply', own)), 'second-person-required')
    assert.deepEqual(stepsOpenTo(aCase('inquiry'), ['reply', 'close'], own), [])
  })

  it('is closed thirty days after an answer that nobody continues, and can be reopened by its holder (R168)', () => {
    const answered = after(aCase('inquiry'), 'reply', office)
    assert.equal(endsAt(answered, times), plus(now, 30 * day))
    const closed = after(answered, 'close', {
      ...{ by: { side: 'service' }, now: plus(now, 30 * day), replyDays },
    })
    const again = after(closed, 'write', { ...holder, now: plus(now, 60 * day) })
    assert.equal(again.state, 'waiting')
    // Sixty days later, and two weeks from then.
    assert.equal(dueOf(again), '2027-02-08')
    assert.equal(kindOf(takeStep(closed, 'reply', office)), 'case-step-not-now')
    // A case that needs a decision is not closed by time.
    assert.equal(endsAt(after(aCase('rectification-request'), 'reply', office), times), undefined)
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
    assert.equal(endsAt(closed, times), Date.parse('2028-11-23T22:00:00Z'))
    const { subject: _erased, ...erased } = closed
    assert.equal(endsAt(erased, times), undefined)
  })
})

describe('a step in a case', () => {
  const later = plus(now, day)
  const at = { ...office, now: later }

  it('changes what it is about, and nothing else', () => {
    const inquiry = aCase('inquiry')
    const every = {
      ...{ caseId: 't', personId: 'aino', kind: 'inquiry', subject: 'The card' },
      ...{ openedAt: now, changedAt: later, receivedOn: '2026-11-24', isExtended: false },
    }
    assert.deepEqual(inquiry, { ...every, changedAt: now, state: 'waiting', dueOn: '2026-12-08' })
    const answered = after(inquiry, 'reply', at)
    assert.deepEqual(answered, { ...every, state: 'answered' })
    assert.deepEqual(after(inquiry, 'write', { ...holder, now: later }), {
      ...{ ...every, state: 'waiting', dueOn: '2026-12-08' },
    })
    // Its time limit starts again.
    assert.deepEqual(after(answered, 'write', { ...holder, now: later }), {
      ...{ ...every, receivedOn: '2026-11-25', state: 'waiting', dueOn: '2026-12-09' },
    })
    assert.deepEqual(after(inquiry, 'close', at), { ...every, state: 'closed' })
    const request = aCase('rectification-request')
    assert.deepEqual(after(request, 'accept', at), {
      ...{ ...every, kind: request.kind, state: 'closed', decision: 'accepted' },
    })
    const extended = after(request, 'extend', at)
    assert.deepEqual(extended, {
      ...request,
      changedAt: later,
      isExtended: true,
      dueOn: '2027-02-24',
    })
    const reopened = after(after(extended, 'accept', at), 'reopen', at)
    assert.equal(reopened.isExtended, false)
  })

  it('is extended on the last day of its limit still, and not when it is closed (R169)', () => {
    const request = aCase('rectification-request')
    const on = (days: number) =>
      kindOf(takeStep(request, 'extend', { ...office, now: plus(now, days * day) }))
    assert.deepEqual([on(34), on(35)], ['ok', 'extension-not-now'])
    const answered = after(request, 'reply', office)
    assert.equal(after(answered, 'extend', office).state, 'answered')
  })

  it('of a dispute of fees is taken with its invoice, and no dispute is continued after it (R226)', () => {
    const dispute = aCase('fee-dispute')
    assert.equal(dueOf(dispute), '2026-12-08')
    assert.equal(dueOf(after(dispute, 'reply', office)), '2026-12-08')
    assert.equal(kindOf(takeStep(dispute, 'close', office)), 'decision-due')
    assert.equal(kindOf(takeStep(dispute, 'extend', office)), 'not-a-rectification-request')
    const decided = after(dispute, 'accept', office)
    assert.equal(kindOf(takeStep(decided, 'write', holder)), 'case-step-not-now')
    const steps = ['accept', 'refuse', 'reply'] as const
    assert.deepEqual(stepsOpenTo(dispute, steps, office), ['reply'])
    for (const step of steps) {
      assert.equal(isDecidedElsewhere(dispute, step), step !== 'reply')
      assert.equal(isDecidedElsewhere(aCase('inquiry'), step), false)
    }
  })

  it('in a message of somebody who did not sign in is taken by any case officer', () => {
    const { personId: _nobody, ...message } = aCase('inquiry')
    assert.equal(kindOf(takeStep(message as SupportCase, 'reply', office)), 'ok')
    assert.equal(
      kindOf(takeStep(aCase('inquiry'), 'write', { ...holder, by: { side: 'writer' } })),
      'ok',
    )
  })

  it('is overdue after its due day only while one is due', () => {
    const far = localDate('2030-01-01')
    assert.ok(isOverdue(aCase('inquiry'), far))
    assert.ok(!isOverdue(aCase('inquiry'), localDate('2026-12-08')))
    assert.ok(isOverdue(aCase('inquiry'), localDate('2026-12-09')))
    assert.ok(!isOverdue(after(aCase('inquiry'), 'reply', office), far))
    assert.ok(!isOverdue(after(aCase('inquiry'), 'close', office), far))
  })
})

it('a person has twenty open cases at most, and a case two hundred messages: the office is not flooded', () => {
  assert.deepEqual([maxOpenCases, maxSteps], [20, 200])
})

describe('a message from the contact page', () => {
  it('is confirmed within a day, and its link lives for thirty', () => {
    assert.equal(confirmBy(now), plus(now, day))
    assert.equal(linkUntil(now), plus(now, 30 * day))
  })

  it('is one of five a day of an address, and of ten that a network has not confirmed', () => {
    const kind = (sent: number, unconfirmed: number, unconfirmedOfNetwork: number) =>
      kindOf(checkLimits({ ofAddress: { sent, unconfirmed }, unconfirmedOfNetwork }))
    assert.equal(kind(4, 0, 9), 'ok')
    assert.equal(kind(5, 0, 0), 'too-many-messages')
    assert.equal(kind(0, 0, 10), 'too-many-messages')
    assert.equal(kind(0, 1, 0), 'address-unconfirmed')
  })
})
