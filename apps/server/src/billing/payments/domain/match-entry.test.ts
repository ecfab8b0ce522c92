import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { balanceAfter, matchEntry } from './match-entry.ts'

const entry = (amountCents: number) => ({ amountCents, reference: '1000013' })

describe('an entry of a bank’s file', () => {
  it('pays its invoice as far as something is left to pay', () => {
    const unpaid = { openCents: 4600, receivedCents: 0 }
    assert.deepEqual(matchEntry(entry(4600), unpaid), { amountCents: 4600, leftCents: 0 })
    assert.deepEqual(matchEntry(entry(1000), unpaid), { amountCents: 1000, leftCents: 0 })
    assert.deepEqual(matchEntry(entry(5000), unpaid), {
      ...{ amountCents: 4600, leftCents: 400, because: 'overpaid' },
    })
    assert.deepEqual(matchEntry(entry(4600), { openCents: 0, receivedCents: 4600 }), {
      ...{ amountCents: 0, leftCents: 4600, because: 'paid-already' },
    })
    assert.equal(matchEntry(entry(1), { openCents: 0, receivedCents: 1 }).amountCents, 0)
    // Credited after it was paid.
    assert.equal(matchEntry(entry(100), { openCents: -500, receivedCents: 500 }).amountCents, 0)
  })

  it('waits without a reference, or with that of no invoice', () => {
    assert.deepEqual(matchEntry({ amountCents: 1 }, undefined), {
      ...{ amountCents: 0, leftCents: 1, because: 'no-reference' },
    })
    assert.equal(matchEntry(entry(1), undefined).because, 'unknown-reference')
  })

  it('takes back no more than was received', () => {
    const paid = { openCents: 0, receivedCents: 4600 }
    assert.deepEqual(matchEntry(entry(-4600), paid), { amountCents: -4600, leftCents: 0 })
    assert.deepEqual(matchEntry(entry(-5000), paid), {
      ...{ amountCents: -4600, leftCents: -400, because: 'not-received' },
    })
  })

  it('is wholly on its invoice or left, and never pays more than is open, in any order', () => {
    const cents = fc.integer({ min: -9000, max: 9000 }).filter((amount) => amount !== 0)
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 20 }), fc.nat(9000), (amounts, openCents) => {
        let balance = { openCents, receivedCents: 0 }
        for (const amountCents of amounts) {
          const match = matchEntry(entry(amountCents), balance)
          assert.equal(match.amountCents + match.leftCents, amountCents)
          assert.equal(match.because === undefined, match.leftCents === 0)
          balance = balanceAfter(balance, match)
          assert.ok(balance.openCents >= 0 && balance.receivedCents >= 0)
          assert.equal(balance.openCents + balance.receivedCents, openCents)
        }
      }),
    )
  })
})
