import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { dailyJob } from './daily-job.ts'
import { createOutbox } from './outbox.ts'

forEachDatabase('a daily job', ({ db }) => {
  let now: Instant
  let runs: number
  let fault: Error | undefined
  const clock = { now: () => now }

  beforeEach(() => {
    now = instant(Date.UTC(2026, 10, 25, 10))
    ;[runs, fault] = [0, undefined]
  })

  /** Of a kind of its own, so that each test begins without runs. */
  const aDailyJob = (kind: string) => {
    const outbox = createOutbox({ db, clock })
    const { plan, handler } = dailyJob({ db, clock, planJob: outbox.planJob }, kind, () => {
      runs += 1
      return fault ? Promise.reject(fault) : Promise.resolve()
    })
    outbox.use({ handlers: [handler], subscriptions: [] })
    return { plan, drain: outbox.drain }
  }

  it('runs once a day, however often the process is started', async () => {
    const { plan, drain } = aDailyJob('test.daily')
    await plan()
    await plan()
    await drain()
    await drain()
    assert.equal(runs, 1)
    now = plus(now, day)
    await drain()
    await plan()
    await drain()
    assert.equal(runs, 2)
  })

  it('runs the next day even if a run fails for good', async () => {
    const { plan, drain } = aDailyJob('test.failing')
    await plan()
    fault = new Error('broken')
    await assert.rejects(drain())
    now = plus(now, day)
    fault = undefined
    await drain()
    // The failed run is tried again, too.
    assert.equal(runs, 3)
  })
})
