import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { minute } from '@sotevarmenne/kernel/instant'
import { everyMinute } from './every-minute.ts'

describe('a task that runs every minute', () => {
  it('runs at once, never twice at the same time, and not after the stop, which waits for it', async (test) => {
    test.mock.timers.enable({ apis: ['setInterval'] })
    const begun: PromiseWithResolvers<undefined>[] = []
    const { first, stop } = everyMinute(
      async () => {
        const done = Promise.withResolvers<undefined>()
        begun.push(done)
        await done.promise
      },
      (fault) => assert.fail(String(fault)),
    )
    test.mock.timers.tick(3 * minute)
    assert.equal(begun.length, 1)
    begun[0]?.resolve(undefined)
    await first
    test.mock.timers.tick(minute)
    assert.equal(begun.length, 2)

    let isStopped = false
    const stopped = stop().then(() => (isStopped = true))
    await turn()
    assert.equal(isStopped, false)
    begun[1]?.resolve(undefined)
    await stopped
    test.mock.timers.tick(minute)
    assert.equal(begun.length, 2)
  })

  it('runs the next minute too when it failed, and the error is reported', async (test) => {
    test.mock.timers.enable({ apis: ['setInterval'] })
    const faults: unknown[] = []
    let begun = 0
    const { first, stop } = everyMinute(
      () => {
        begun += 1
        return Promise.reject(new Error(`failed run ${String(begun)}`))
      },
      (fault) => faults.push(fault),
    )
    await first
    test.mock.timers.tick(minute)
    await stop()
    assert.deepEqual(faults.map(String), ['Error: failed run 1', 'Error: failed run 2'])
  })
})
