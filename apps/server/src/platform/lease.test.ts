import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertOutsideTransaction } from './db.ts'
import { assertLeaseHeld, LeaseLost, leaseMilliseconds, whileLeased } from './lease.ts'

const renew = () => Promise.resolve(true)

describe('work under a lease', () => {
  it('goes on past its lease while that is renewed', async () => {
    let renewals = 0
    const renew = () => {
      renewals += 1
      return Promise.resolve(true)
    }
    await whileLeased({ takenAt: performance.now(), renew, milliseconds: 100 }, async () => {
      await sleep(350)
      assertLeaseHeld()
    })
    assert.ok(renewals >= 3, String(renewals))
  })

  it('stops when another process has its lease, and when the lease can not be renewed (R601)', async () => {
    const failing = [() => Promise.resolve(false), () => Promise.reject(new Error('no database'))]
    for (const renew of failing)
      await assert.rejects(
        whileLeased({ takenAt: performance.now(), renew, milliseconds: 100 }, async () => {
          assertLeaseHeld()
          await sleep(150)
          assertLeaseHeld()
        }),
        LeaseLost,
      )
  })

  it('ends with its action: what that started and did not wait for may go on', async () => {
    let later: Promise<void> | undefined
    const lease = { takenAt: performance.now(), renew, milliseconds: 20 }
    await whileLeased(lease, () => {
      later = sleep(60).then(assertLeaseHeld)
      return Promise.resolve()
    })
    await later
  })

  it('is not begun when the lease was over before its taking became known', async () => {
    const lease = { takenAt: performance.now() - 200, renew, milliseconds: 100 }
    await assert.rejects(
      whileLeased(lease, () => Promise.resolve().then(assertLeaseHeld)),
      LeaseLost,
    )
  })

  it('calls no other system when its lease is lost (R601)', async () => {
    const lease = { takenAt: performance.now() - 200, renew, milliseconds: 100 }
    await assert.rejects(
      whileLeased(lease, () => Promise.resolve().then(assertOutsideTransaction)),
      LeaseLost,
    )
  })

  it('is left to a process that says nothing for less than 15 seconds', () => {
    const pollOfOthers = 500
    assert.ok(leaseMilliseconds + pollOfOthers < 15_000)
  })
})
