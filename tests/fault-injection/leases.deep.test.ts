import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { noServer, openOnServer } from '../support/database/postgres.ts'

/** Threefold room for a busy machine. */
const room = 3

it(
  'the jobs of a killed process are taken over within 15 seconds, each once (R601)',
  { skip: noServer(), timeout: 120_000 },
  async (test) => {
    const { db, url, close } = await openOnServer()
    test.after(close)
    const done: string[] = []
    const outbox = createOutbox({ db, clock: { now: () => instant(Date.now()) } })
    outbox.use({
      handlers: [
        {
          kind: 'letters.send',
          handle: ({ key }) => {
            done.push(key)
            return Promise.resolve()
          },
        },
      ],
      subscriptions: [],
    })
    const child = fork(new URL('leased-process.ts', import.meta.url))
    let begun = 0
    child.on('message', () => (begun += 1))
    child.send(url)
    const keys = ['L1', 'L2', 'L3', 'L4']
    await db.write(async (tx) => {
      for (const key of keys) await outbox.planJob(tx, { kind: 'letters.send', key, payload: {} })
      return ok(undefined)
    })
    while (begun < keys.length) await once(child, 'message')

    const working = outbox.run()
    // While the process runs, its leases are renewed: longer than one lasts.
    await sleep(14_000)
    assert.deepEqual(done, [])

    child.kill('SIGKILL')
    const killedAt = performance.now()
    while (done.length < keys.length) {
      assert.ok(performance.now() - killedAt < room * 15_000, `done: ${done.join()}`)
      await sleep(50)
    }
    test.diagnostic(`taken over after ${String(Math.round(performance.now() - killedAt))} ms`)
    await sleep(1_000)
    await working.stop()
    assert.deepEqual(done.sort(), keys)
  },
)
