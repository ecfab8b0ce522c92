import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { ThreadId } from '../contract.ts'
import {
  dueFor,
  endsAt,
  isOverdue,
  openThread,
  stepsOpenTo,
  takeStep,
  type Stepping,
  type Thread,
  type ThreadStep,
} from './thread.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const holder: Stepping = { by: { side: 'holder', personId: 'aino' }, now }
const office: Stepping = { by: { side: 'office', personId: 'hanna' }, now }
const aThread = (kind: Thread['kind']): Thread =>
  openThread({ threadId: 't' as ThreadId, personId: 'aino', kind, subject: 'The card' }, now)
const after = (thread: Thread, step: ThreadStep, stepping: Stepping): Thread => {
  const taken = takeStep(thread, step, stepping)
  assert.ok(taken.ok, JSON.stringify(taken))
  return taken.value
}
const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
  result.ok ? 'ok' : result.refusal.kind
const dueOf = (thread: Thread) => ('dueOn' in thread ? thread.dueOn : undefined)

describe('a thread', () => {
  it('has its time limit from the day it came: a month for a correction request, two weeks for the others (R165)', () => {
    assert.equal(dueOf(aThread('question')), '2026-12-08')
    assert.equal(dueOf(aThread('grievance')), '2026-12-08')
    // The 24th and the days after it are off.
    assert.equal(dueOf(aThread('correction-request')), '2026-12-28')
    // A month has no such day; and the 28th is a Sunday.
    assert.equal(dueFor('correction-request', localDate('2027-01-31')), '2027-03-01')
  })

  it('owes nothing once it is answered, but a correction request its decision (R165)', () => {
    assert.equal(dueOf(after(aThread('question'), 'answer', office)), undefined)
    const asked = after(aThread('correction-request'), 'answer', office)
    assert.equal(dueOf(asked), '2026-12-28')
    const later = { ...holder, now: plus(now, 10 * day) }
    assert.equal(dueOf(after(asked, 'write', later)), '2026-12-28')
    assert.ok(!isOverdue(asked, localDate('2026-12-28')))
    assert.ok(isOverdue(asked, localDate('2026-12-29')))
  })

  it('that is a correction request ends by a decision, and no other does (R166)', () => {
    const request = aThread('correction-request')
    assert.equal(kindOf(takeStep(request, 'close', office)), 'decision-owed')
    assert.deepEqual(stepsOpenTo(request, ['accept', 'refuse', 'close'], office), [
      'accept',
      'refuse',
    ])
    const refused = after(request, 'refuse', office)
    assert.ok(refused.state === 'closed' && refused.decision === 'refused')
    assert.equal(kindOf(takeStep(aThread('question'), 'accept', office)), 'no-correction-request')
    // Its holder may take it back.
    assert.equal(after(request, 'close', holder).state, 'closed')
  })

  it('is never handled by whoever wrote it (R166)', () => {
    const own: Stepping = { by: { side: 'office', personId: 'aino' }, now }
    assert.equal(kindOf(takeStep(aThread('question'), 'answer', own)), 'own-thread')
    assert.deepEqual(stepsOpenTo(aThread('question'), ['answer', 'close'], own), [])
  })

  it('is closed when nobody goes on with its answer for thirty days, and opened again by its holder (R168)', () => {
    const answered = after(aThread('question'), 'answer', office)
    assert.equal(endsAt(answered), plus(now, 30 * day))
    const closed = after(answered, 'close', { by: { side: 'service' }, now: plus(now, 30 * day) })
    const again = after(closed, 'write', { ...holder, now: plus(now, 60 * day) })
    assert.equal(again.state, 'waiting')
    // Sixty days later, and two weeks from then.
    assert.equal(dueOf(again), '2027-02-08')
    assert.equal(kindOf(takeStep(closed, 'answer', office)), 'thread-step-not-now')
    // One that is owed a decision is not closed by time.
    assert.equal(endsAt(after(aThread('correction-request'), 'answer', office)), undefined)
  })

  it('that is decided and opened again loses its decision and has its whole time (R168)', () => {
    const decided = after(aThread('correction-request'), 'accept', office)
    const again = after(decided, 'reopen', office)
    assert.ok(!('decision' in again))
    assert.equal(dueOf(again), '2026-12-28')
  })

  it('has its time extended once, by two months, while it still has some (R169)', () => {
    const request = aThread('correction-request')
    const extended = after(request, 'extend', office)
    assert.equal(dueOf(extended), '2027-02-24')
    assert.equal(extended.state, 'waiting')
    assert.equal(kindOf(takeStep(extended, 'extend', office)), 'extension-not-now')
    const late = { ...office, now: plus(now, 40 * day) }
    assert.equal(kindOf(takeStep(request, 'extend', late)), 'extension-not-now')
    assert.equal(kindOf(takeStep(aThread('question'), 'extend', office)), 'no-correction-request')
  })

  it('is erased two years after it was closed (R167)', () => {
    const closed = after(aThread('question'), 'close', holder)
    assert.equal(endsAt(closed), Date.parse('2028-11-23T22:00:00Z'))
    const { subject: _erased, ...erased } = closed
    assert.equal(endsAt(erased), undefined)
  })
})
