import assert from 'node:assert/strict'
import { once, EventEmitter } from 'node:events'
import { beforeEach, it } from 'node:test'
import { day, hour, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  createOutbox,
  hopeless,
  type Job,
  type Outbox,
  type RecordedEvent,
  type Work,
} from './outbox.ts'

forEachDatabase('the outbox', ({ db }) => {
  const noon = instant(1_795_000_000_000)
  let now: Instant
  let did: Job[]

  beforeEach(async () => {
    now = noon
    did = []
    await db.write(async (tx) => ok(await sql`delete from platform.outbox`.execute(tx)))
  })

  it('runs a job that is due, once', async () => {
    const outbox = anOutbox()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: { to: 'home' } })

    await outbox.drain()
    await outbox.drain()

    assert.deepEqual(did, [
      { kind: 'letters.send', key: 'L1', payload: { to: 'home' }, dueAt: noon },
    ])
  })

  it('a done job has nothing of what it was about, and is deleted after its retention (R620)', async () => {
    const outbox = anOutbox((job) =>
      job.key === 'L3' ? Promise.reject(hopeless('no address')) : Promise.resolve(),
    )
    for (const key of ['L1', 'L2', 'L3'])
      await plan(outbox, { kind: 'letters.send', key, payload: { to: 'Aino' } })
    await plan(outbox, {
      ...{ kind: 'letters.send', key: 'L4', payload: { to: 'Aino' } },
      dueAt: plus(now, 60 * day),
    })
    await assert.rejects(outbox.drain())
    const stored = async () => {
      const { rows } = await db.read((tx) =>
        sql<{ key: string; payload: Job['payload'] }>`
          select key, payload from platform.outbox order by key`.execute(tx),
      )
      return rows
    }
    const undone = ['L3', 'L4'].map((key) => ({ key, payload: { to: 'Aino' } }))
    assert.deepEqual(await stored(), [
      { key: 'L1', payload: {} },
      { key: 'L2', payload: {} },
      ...undone,
    ])

    await outbox.deleteDone(now)
    assert.equal((await stored()).length, 4)
    await outbox.deleteDone(plus(now, 1))
    assert.deepEqual(await stored(), undone)
  })

  it('deletes done jobs by thousands (R620)', async () => {
    const done = new Date(now).toISOString()
    await db.write(async (tx) =>
      ok(
        await sql`
          insert into platform.outbox (kind, key, payload, planned_at, due_at, done_at)
          select 'letters.send', number::text, '{}', ${done}, ${done}, ${done}
          from generate_series(1, 2500) number`.execute(tx),
      ),
    )
    await anOutbox().deleteDone(plus(now, 1))
    const { rows } = await db.read((tx) => sql`select 1 from platform.outbox`.execute(tx))
    assert.equal(rows.length, 0)
  })

  it('has one job per key, however often it is planned', async () => {
    const outbox = anOutbox()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: { nr: 1 } })
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: { nr: 2 } })
    await outbox.drain()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: { nr: 3 } })
    await outbox.drain()

    assert.deepEqual(
      did.map((job) => job.payload),
      [{ nr: 1 }],
    )
  })

  it('drops a job whose operation was refused', async () => {
    const outbox = anOutbox()
    const refused = await db.write(async (tx) => {
      await outbox.planJob(tx, { kind: 'letters.send', key: 'L1', payload: {} })
      return refuse({ kind: 'no' })
    })
    await outbox.drain()

    assert.ok(!refused.ok)
    assert.deepEqual(did, [])
  })

  it("waits for the day of the service's clock, which people can move", async () => {
    const outbox = anOutbox()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {}, dueAt: plus(noon, 6 * day) })

    await outbox.drain()
    assert.equal(did.length, 0)

    now = plus(noon, 6 * day)
    await outbox.drain()
    assert.equal(did.length, 1)
  })

  it('retries a failed job, with growing delays', async () => {
    let failures = 2
    const outbox = anOutbox(async (job) => {
      if (failures > 0) {
        failures -= 1
        throw new Error('the card and letter bureau is closed')
      }
      did.push(job)
    })
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {} })

    await assert.rejects(outbox.drain(), AggregateError)
    await outbox.drain()
    assert.equal(failures, 1, 'not before a second has passed')

    now = plus(now, 1000)
    await assert.rejects(outbox.drain(), AggregateError)
    now = plus(now, 2000)
    await outbox.drain()
    assert.equal(did.length, 1)
  })

  it('retains a job that never succeeds as a dead letter, until it is revived', async () => {
    let isClosed = true
    const outbox = anOutbox(async (job) => {
      if (isClosed) throw new Error('the card and letter bureau is closed')
      did.push(job)
    })
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {} })
    for (let attempt = 0; attempt < 30; attempt += 1) {
      await outbox.drain().catch(() => undefined)
      now = plus(now, hour)
    }

    const dead = await db.read(outbox.deadLetters)
    assert.deepEqual(
      dead.map(({ key, attempts, lastFault }) => ({ key, attempts, lastFault })),
      [{ key: 'L1', attempts: 24, lastFault: 'Error: the card and letter bureau is closed' }],
    )
    assert.equal((await db.read(outbox.figures)).dead, 1)

    isClosed = false
    await db.write(async (tx) => {
      await outbox.revive(tx, { kind: 'letters.send', key: 'L1' })
      return ok(undefined)
    })
    await outbox.drain()
    assert.equal(did.length, 1)
  })

  it('notifies every listener of an event, each by a job of its own', async () => {
    const received: string[] = []
    const outbox = createOutbox({ db, clock: { now: () => now } })
    const listen = (listener: string) => ({
      event: 'CardProduced',
      listener,
      handle: async (event: RecordedEvent, eventId: string) => {
        received.push(`${listener} ${String(event['cardId'])} ${eventId}`)
      },
    })
    outbox.use({ handlers: [], subscriptions: [listen('orders.moveOn'), listen('charges.charge')] })

    await db.write(async (tx) => {
      await outbox.planSubscribers(tx, { type: 'CardProduced', cardId: 'C1' }, 'E1')
      await outbox.planSubscribers(tx, { type: 'CardCancelled', cardId: 'C1' }, 'E2')
      return ok(undefined)
    })
    await outbox.drain()

    assert.deepEqual(received.toSorted(), ['charges.charge C1 E1', 'orders.moveOn C1 E1'])
  })

  it('plans nothing for a listener that the event does not concern', async () => {
    const received: unknown[] = []
    const outbox = createOutbox({ db, clock: { now: () => now } })
    outbox.use({
      handlers: [],
      subscriptions: [
        {
          event: 'CardProduced',
          listener: 'letters.plan',
          concerns: ({ cardId }) => cardId === 'C2',
          handle: async (event) => void received.push(event['cardId']),
        },
      ],
    })
    await db.write(async (tx) => {
      await outbox.planSubscribers(tx, { type: 'CardProduced', cardId: 'C1' }, 'E3')
      await outbox.planSubscribers(tx, { type: 'CardProduced', cardId: 'C2' }, 'E4')
      return ok(undefined)
    })
    assert.equal((await db.read(outbox.figures)).due, 1)
    await outbox.drain()
    assert.deepEqual(received, ['C2'])
  })

  it('fails rather than lose a consequence, before its subscriptions are set', async () => {
    const outbox = createOutbox({ db, clock: { now: () => now } })

    await assert.rejects(
      db.write(async (tx) => {
        await outbox.planSubscribers(tx, { type: 'CardProduced' }, 'E1')
        return ok(undefined)
      }),
      /call use/,
    )
  })

  it('gives each job to one worker, however many there are', async () => {
    const workers = [anOutbox(), anOutbox(), anOutbox()]
    await db.write(async (tx) => {
      for (let nr = 0; nr < 40; nr += 1)
        await workers[0]?.planJob(tx, { kind: 'letters.send', key: `L${String(nr)}`, payload: {} })
      return ok(undefined)
    })

    await Promise.all(workers.map((worker) => worker.drain()))

    assert.equal(did.length, 40)
    assert.equal(new Set(did.map((job) => job.key)).size, 40)
  })

  it("takes over a dead worker's job when its lease has ended", async () => {
    const outbox = anOutbox()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {} })
    await lease("clock_timestamp() + interval '1 minute'")

    now = plus(noon, day)
    await outbox.drain()
    assert.equal(did.length, 0, 'a clock that was moved ends no lease')

    await lease("clock_timestamp() - interval '1 second'")
    await outbox.drain()
    assert.equal(did.length, 1)
  })

  it('wakes up when a job has been committed', async () => {
    const done = new EventEmitter()
    const outbox = anOutbox(async (job) => void done.emit('done', job.key))
    const working = outbox.run()
    const event = once(done, 'done')

    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {} })

    assert.deepEqual(await event, ['L1'])
    await working.stop()
  })

  it('finds what another process planned, while some of its workers are busy', async () => {
    const { promise: never, resolve: end } = Promise.withResolvers<undefined>()
    const done = new EventEmitter()
    const working = anOutbox(async ({ key }) => {
      done.emit(key)
      if (key !== 'L4') await never
    }).run()
    const other = anOutbox()
    for (const key of ['L1', 'L2', 'L3', 'L4']) {
      const begun = once(done, key)
      await plan(other, { kind: 'letters.send', key, payload: {} })
      await begun
    }
    end(undefined)
    await working.stop()
  })

  it('counts pending jobs', async () => {
    const outbox = anOutbox()
    await plan(outbox, { kind: 'letters.send', key: 'L1', payload: {} })
    await plan(outbox, { kind: 'letters.send', key: 'L2', payload: {}, dueAt: plus(noon, day) })
    now = plus(noon, hour)

    assert.deepEqual(await db.read(outbox.figures), {
      due: 1,
      planned: 1,
      dead: 0,
      oldestMilliseconds: hour,
    })
  })

  it('reports how long due jobs have waited', async () => {
    const outbox = anOutbox()
    for (const [key, waited] of [
      ['L1', 0],
      ['L2', minute - 1],
      ['L3', minute],
      ['L4', 3 * day],
      ['L5', -1],
    ] as const)
      await plan(outbox, { kind: 'letters.send', key, payload: {}, dueAt: plus(noon, -waited) })
    now = noon
    assert.deepEqual(
      (await db.read(outbox.ages)).map(({ fromSeconds, count }) => [fromSeconds, count]),
      [
        [0, 2],
        [60, 1],
        [600, 0],
        [3600, 0],
        [86_400, 1],
      ],
    )
  })

  function anOutbox(handle = async (job: Job): Promise<void> => void did.push(job)): Outbox {
    const outbox = createOutbox({ db, clock: { now: () => now } })
    const work: Work = { handlers: [{ kind: 'letters.send', handle }], subscriptions: [] }
    outbox.use(work)
    return outbox
  }

  const plan = (outbox: Outbox, job: Job) =>
    db.write(async (tx) => {
      await outbox.planJob(tx, job)
      return ok(undefined)
    })

  const lease = (until: string) =>
    db.write(async (tx) =>
      ok(
        await sql`
          update platform.outbox set lease = gen_random_uuid(), leased_until = ${sql.raw(until)}`.execute(
          tx,
        ),
      ),
    )
})
