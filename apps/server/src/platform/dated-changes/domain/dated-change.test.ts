import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { checkBeginning, checkChangeApproval, inForce, mayDo, standingOf } from './dated-change.ts'

it('each approved price change is shown as in force, coming, past or replaced (R293)', () => {
  const [old, shipped, replaced, newer] = [
    { changeId: 'old', from: localDate('2013-01-01') },
    { changeId: 'shipped', from: localDate('2021-01-01') },
    { changeId: 'replaced', from: localDate('2027-01-01') },
    { changeId: 'newer', from: localDate('2027-01-01') },
  ]
  const approved = [old, shipped, replaced, newer]
  const standingsOn = (day: string) =>
    approved.map((change) => standingOf(change, approved, localDate(day)))
  assert.deepEqual(standingsOn('2026-12-31'), ['past', 'now', 'replaced', 'coming'])
  assert.deepEqual(standingsOn('2027-01-01'), ['past', 'past', 'replaced', 'now'])
})

const [today, tomorrow] = [localDate('2026-11-24'), localDate('2026-11-25')]
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

it('a change begins tomorrow at the earliest (R293)', () => {
  assert.equal(kindOf(checkBeginning(tomorrow, today)), 'ok')
  assert.equal(kindOf(checkBeginning(today, today)), 'change-begins-too-early')
})

it('a change is approved before it begins by another case officer than its proposer, who withdraws it (R294)', () => {
  const change = { proposedBy: 'hanna', beginsOn: tomorrow }
  for (const [by, on, approval, may] of [
    ['kaisa', today, 'ok', ['approve', 'reject']],
    ['kaisa', tomorrow, 'change-begins-too-early', ['reject']],
    ['hanna', today, 'second-person-required', ['withdraw']],
  ] as const) {
    assert.equal(kindOf(checkChangeApproval(change, { by, today: on })), approval)
    assert.deepEqual(mayDo(change, { by, today: on }), may)
  }
})

it('of several changes that begin on one day the one approved last is in force, in the order of their days', () => {
  const [late, early, again] = [
    { changeId: 'late', from: tomorrow },
    { changeId: 'early', from: today },
    { changeId: 'again', from: tomorrow },
  ]
  assert.deepEqual(inForce([late, early, again]), [early, again])
  assert.deepEqual(inForce([early, late]), [early, late])
})
