import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import type { Import } from '../contract.ts'
import { progressed, stateOf } from './import-progress.ts'

const now = instant(1_795_000_000_000)
const accepted: Import = {
  ...{ importId: 'I', format: 'ktl', entries: 3, amountCents: 300, skipped: 0 },
  ...{ importedAt: now, importedBy: 'P', done: 0, known: 0, waiting: 0, movedAt: now },
}

describe('an import of payments', () => {
  it('waits, runs and is ready when its last entry was dealt with', () => {
    const later = plus(now, minute)
    const begun = progressed(accepted, { entries: 2, known: 1, waiting: 1 }, later)
    const ready = progressed(begun, { entries: 1, known: 0, waiting: 1 }, later)
    assert.deepEqual(
      [accepted, begun, ready].map((one) => stateOf(one, later)),
      ['waiting', 'running', 'ready'],
    )
    assert.deepEqual(
      [ready.done, ready.known, ready.waiting, ready.readyAt, begun.readyAt],
      [3, 1, 2, later, undefined],
    )
  })

  it('is interrupted when nothing was dealt with for more than five minutes, unless it is ready', () => {
    const begun = progressed(accepted, { entries: 1, known: 0, waiting: 0 }, now)
    const ready = progressed(begun, { entries: 2, known: 0, waiting: 0 }, now)
    for (const one of [accepted, begun]) {
      assert.notEqual(stateOf(one, plus(now, 5 * minute)), 'interrupted')
      assert.equal(stateOf(one, plus(now, 5 * minute + 1)), 'interrupted')
    }
    assert.equal(stateOf(ready, plus(now, 60 * minute)), 'ready')
  })
})
