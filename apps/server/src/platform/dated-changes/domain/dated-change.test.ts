import assert from 'node:assert/strict'
import { it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { standingOf } from './dated-change.ts'

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
