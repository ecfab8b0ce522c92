import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, hour, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ceremonyDueBy, dueBy, isCrlDue, pauseAfter } from './crl-due.ts'

const thisUpdate = instant(Date.parse('2026-11-24T14:00:00Z'))

describe('a new CRL', () => {
  const last = { position: 7, thisUpdate, entries: 20_000 }
  const isDue = (after: number, lastRevocation: number, entries = last.entries) =>
    isCrlDue(
      { ...last, entries },
      { now: plus(thisUpdate, after), lastRevocation, intervalMinutes: 60 },
    )

  it('is due when there is none, and when the clock went back', () => {
    const now = { now: thisUpdate, lastRevocation: 0, intervalMinutes: 60 }
    assert.equal(isCrlDue(undefined, now), true)
    assert.equal(isDue(-1, 0), true)
    assert.equal(isDue(0, 7), false)
  })

  it('is due after the interval of the settings, without any revocation', () => {
    assert.equal(isDue(hour - 1, 7), false)
    assert.equal(isDue(hour, 7), true)
  })

  it('lists a revocation two seconds after the one before, or thirty when it is long', () => {
    assert.deepEqual(
      [2 * second - 1, 2 * second].map((after) => isDue(after, 8)),
      [false, true],
    )
    assert.deepEqual(
      [30 * second - 1, 30 * second].map((after) => isDue(after, 8, 20_001)),
      [false, true],
    )
    assert.equal(isDue(30 * second, 7), false)
    // The promise: on the CRL within a minute.
    assert.ok(pauseAfter({ entries: 1_000_000 }) < minute)
  })
})

describe('a CRL that is not replaced', () => {
  it('is somebody’s concern from half its validity on, that of a root thirty days before its end', () => {
    const nextUpdate = plus(thisUpdate, 2 * day)
    assert.equal(dueBy({ thisUpdate, nextUpdate }), plus(thisUpdate, day))
    assert.equal(ceremonyDueBy({ nextUpdate: plus(thisUpdate, 31 * day) }), plus(thisUpdate, day))
  })
})
