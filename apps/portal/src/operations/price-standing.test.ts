import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fakePrices } from '../../testing/fake-prices.ts'
import { standingOf } from './price-standing.ts'

it('of each change of prices the page tells whether it holds, will, held, was replaced or rejected (R293)', () => {
  const [, coming, rate, shipped, old] = fakePrices()
  assert.ok(coming && rate && shipped && old)
  const rejected = { ...coming, changeId: 'rejected', state: 'rejected' } as const
  const newer = { ...coming, changeId: 'newer' }
  const all = [rejected, newer, coming, rate, shipped, old]
  assert.deepEqual(
    all.map((change) => standingOf(change, all, '2026-11-26')),
    ['rejected', 'coming', 'replaced', 'now', 'now', 'past'],
  )
  assert.deepEqual(
    [newer, shipped].map((change) => standingOf(change, all, '2027-01-01')),
    ['now', 'past'],
  )
})
