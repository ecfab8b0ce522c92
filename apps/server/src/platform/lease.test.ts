import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertLeaseHeld, LeaseLost, leaseMilliseconds, whileLeased } from './lease.ts'

describe('work under a lease', () => {
  it('goes on past its lease while that is renewed', async () => {
    let renewals = 0
    const renew = () => {
      renewals += 1
      return Promise.resolve(true)
    }
    await whileLeased({ renew, milliseconds: 100 }, async () => {
      await sleep(350)
      assertLeaseHeld()
    })
    assert.ok(renewals >= 3, String(renewals))
  })

  // R601
  it('stops when another process has its lease, and when the lease can not be renewed', async () => {
    const failing = [() => Promise.resolve(false), () => Promise.reject(new Error('no database'))]
    for (const renew of failing)
      await assert.rejects(
        whileLeased({ renew, milliseconds: 100 }, async () => {
          assertLeaseHeld()
          await sleep(150)
          assertLeaseHeld()
        }),
        LeaseLost,
      )
  })

  it('ends with its action: what that started and did not wait for may go on', async () => {
    let later: Promise<void> | undefined
    await whileLeased({ renew: () => Promise.resolve(true), milliseconds: 20 }, () => {
      later = sleep(60).then(assertLeaseHeld)
      return Promise.resolve()
    })
    await later
  })

  it('is left to a process that says nothing for less than 15 seconds', () => {
    const pollOfOthers = 500
    assert.ok(leaseMilliseconds + pollOfOthers < 15_000)
  })
})
