import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import { z } from 'zod'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { createIdempotency, type IdempotencyDeps, type KeyedRequest } from './idempotency.ts'
import { createSealing } from './sealing.ts'

forEachDatabase('idempotency', ({ db }) => {
  const noon = instant(1_795_000_000_000)
  let now: Instant

  beforeEach(async () => {
    now = noon
    await write(sql`create table if not exists public.thing (name text, number int)`)
    await write(sql`delete from thing`)
    await write(sql`delete from platform.idempotency_key`)
  })

  it('gives a repetition the first response, and does nothing', async () => {
    const { runOnce } = anIdempotency()

    const first = await runOnce(aRequest(), make('a'))
    const again = await runOnce(aRequest(), make('a'))

    assert.deepEqual(first, ok({ number: 1, secret: 'of a' }))
    assert.deepEqual(again, first)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('gives one that comes meanwhile the first response', async () => {
    const { runOnce } = anIdempotency()

    const responses = await Promise.all(
      Array.from({ length: 5 }, () => runOnce(aRequest(), make('a'))),
    )

    assert.deepEqual(new Set(responses.map((each) => JSON.stringify(each))).size, 1)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('refuses one that has waited for the first too long', async () => {
    const { runOnce } = anIdempotency({ patience: 100 })
    const { promise, resolve } = Promise.withResolvers<undefined>()

    const first = runOnce(aRequest(), async () => {
      await promise
      return make('a')()
    })
    await begun()
    assert.deepEqual(await runOnce(aRequest(), make('a')), refuse({ kind: 'request-under-way' }))
    resolve(undefined)

    assert.ok((await first).ok)
  })

  it('runs an operation again that failed with its database, as soon as that responds', async () => {
    let isAway = false
    const { runOnce } = anIdempotency({
      db: {
        ...db,
        write: (action, options) =>
          isAway
            ? Promise.reject(new DatabaseUnavailable(new Error('no primary')))
            : db.write(action, options),
      },
    })
    await assert.rejects(
      runOnce(aRequest(), () => {
        isAway = true
        return Promise.reject(new DatabaseUnavailable(new Error('no primary')))
      }),
      DatabaseUnavailable,
    )
    isAway = false

    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('leaves no key behind whose claim may have been committed', async () => {
    let isLost = true
    const { runOnce } = anIdempotency({
      db: {
        ...db,
        write: async (action, options) => {
          const result = await db.write(action, options)
          if (!isLost) return result
          isLost = false
          throw new DatabaseUnavailable(new Error('Connection terminated'))
        },
      },
      patience: 0,
    })
    await assert.rejects(runOnce(aRequest(), make('a')), DatabaseUnavailable)

    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('refuses a key that comes with another request', async () => {
    const { runOnce } = anIdempotency()
    assert.ok((await runOnce(aRequest(), make('a'))).ok)

    const reused = refuse({ kind: 'idempotency-key-reused' })
    assert.deepEqual(await runOnce(aRequest({ input: { name: 'b' } }), make('b')), reused)
    const contract = { ...aRequest().contract, path: '/other-things' }
    assert.deepEqual(await runOnce(aRequest({ contract }), make('b')), reused)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('knows a request whose members come in another order', async () => {
    const { runOnce } = anIdempotency()
    assert.ok(
      (await runOnce(aRequest({ input: { name: 'a', of: { x: 1, y: [1, 2] } } }), make('a'))).ok,
    )
    assert.ok(
      (await runOnce(aRequest({ input: { of: { y: [1, 2], x: 1 }, name: 'a' } }), make('a'))).ok,
    )

    assert.deepEqual(await createdNames(), ['a'])
  })

  it('keeps the keys of two persons apart', async () => {
    const { runOnce } = anIdempotency()
    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    const other = await runOnce(
      aRequest({ actor: { kind: 'person', personId: 'another' } }),
      make('b'),
    )

    assert.deepEqual(other, ok({ number: 2, secret: 'of b' }))
  })

  it('runs a refused operation again', async () => {
    const { runOnce } = anIdempotency()

    const refused = await runOnce(aRequest(), async () => refuse({ kind: 'no-slot' }))
    const done = await runOnce(aRequest(), make('a'))

    assert.deepEqual(refused, refuse({ kind: 'no-slot' }))
    assert.ok(done.ok)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('runs an operation again that failed before it was complete', async () => {
    const { runOnce } = anIdempotency()

    await assert.rejects(
      runOnce(aRequest(), async () => {
        throw new Error('the register is gone')
      }),
      /register/,
    )
    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('returns the response of an operation that failed after it was complete', async () => {
    const { runOnce } = anIdempotency()

    await assert.rejects(
      runOnce(aRequest(), async () => {
        await make('a')()
        throw new Error('the connection is gone')
      }),
      /connection/,
    )
    assert.deepEqual(await runOnce(aRequest(), make('a')), ok({ number: 1, secret: 'of a' }))
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('lets a repetition take over from a process that the database lost, which then completes nothing', async () => {
    let isLost = false
    const write: typeof db.write = (...all) =>
      isLost ? Promise.reject(new DatabaseUnavailable('cut off')) : db.write(...all)
    const lost = anIdempotency({ leaseMilliseconds: 50, db: { ...db, write } })
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const slow = lost.runOnce(aRequest(), async () => {
      await promise
      return make('slow')()
    })
    await begun()
    isLost = true

    const taken = await anIdempotency({ leaseMilliseconds: 50 }).runOnce(aRequest(), make('a'))
    isLost = false
    resolve(undefined)

    await assert.rejects(slow, /lease/)
    assert.deepEqual(taken, ok({ number: 1, secret: 'of a' }))
    assert.deepEqual(await createdNames(), ['a'])
  })

  it('has the key of a slow request for as long as its process lives (R601)', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const lease = { leaseMilliseconds: 100 }
    const slow = anIdempotency(lease).runOnce(aRequest(), async () => {
      await promise
      return make('slow')()
    })
    await begun()

    const repeated = await anIdempotency({ ...lease, patience: 400 }).runOnce(aRequest(), make('a'))
    resolve(undefined)

    assert.ok(!repeated.ok && repeated.refusal.kind === 'request-under-way')
    assert.ok((await slow).ok)
    assert.deepEqual(await createdNames(), ['slow'])
  })

  it('completes an operation with its last write only', async () => {
    const { runOnce } = anIdempotency()
    const twoWrites = (isStep?: true) => async () => {
      await db.write(async (tx) => {
        await sql`insert into thing values ('step', 0)`.execute(tx)
        return ok({ number: 0, secret: 'of a step' })
      }, isStep && { isStep })
      return make('a')()
    }

    await assert.rejects(runOnce(aRequest(), twoWrites()), /complete already/)
    assert.deepEqual(await createdNames(), ['step'])
    const key = 'another-key-0123456789'
    assert.ok((await runOnce(aRequest({ key }), twoWrites(true))).ok)
    assert.deepEqual((await createdNames()).toSorted(), ['a', 'step', 'step'])
  })

  it('takes a write without a value for a step', async () => {
    const { runOnce } = anIdempotency()
    const note = () => db.write(async () => ok(undefined))

    const request = async () => {
      const noted = await note()
      return noted.ok ? make('a')() : noted
    }
    assert.deepEqual(await runOnce(aRequest(), request), await runOnce(aRequest(), request))
    assert.deepEqual(await createdNames(), ['a'])
    await assert.rejects(
      runOnce(aRequest({ key: 'another-key-0123456789' }), async () => {
        await note()
        return ok({ number: 7, secret: 'made outside' })
      }),
      /no write returned the response/,
    )
  })

  it('refuses an operation that returns something else than its last write', async () => {
    const { runOnce } = anIdempotency()

    await assert.rejects(
      runOnce(aRequest(), async () => {
        await make('a')()
        return ok({ number: 7, secret: 'of another' })
      }),
      /not what the last write returned/,
    )
  })

  it('stores no key, request or response that can be read', async () => {
    const { runOnce } = anIdempotency()
    assert.ok(
      (await runOnce(aRequest({ input: { name: 'Aino Esimerkki' } }), make('Aino Esimerkki'))).ok,
    )

    const { rows } = await db.read((tx) =>
      sql<object>`select * from platform.idempotency_key`.execute(tx),
    )
    const [row = {}] = rows
    const bytes = Object.values(row).filter((one) => one instanceof Uint8Array)
    assert.equal(bytes.length, 3)
    for (const each of bytes)
      assert.doesNotMatch(Buffer.from(each).toString('latin1'), /Aino|secret|things|0123456789/)
  })

  it('forgets a key after a day', async () => {
    const { runOnce, schedules = [] } = anIdempotency()
    const erase = async () => {
      for (const { run } of schedules) await run()
    }
    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    now = plus(noon, day - 1)
    await erase()
    assert.equal(await stored(), 1)

    now = plus(noon, day)
    await erase()
    assert.equal(await stored(), 0)
  })

  it('runs a request again whose key has expired, erased or not', async () => {
    const { runOnce } = anIdempotency()
    assert.ok((await runOnce(aRequest(), make('a'))).ok)
    now = plus(noon, day)

    assert.deepEqual(await runOnce(aRequest(), make('a')), ok({ number: 2, secret: 'of a' }))
  })

  const anIdempotency = (more: Partial<IdempotencyDeps> = {}) =>
    createIdempotency({
      db,
      clock: { now: () => now },
      sealing: createSealing(new Uint8Array(32).fill(7), 'test'),
      ...more,
    })

  const aRequest = (more: Partial<KeyedRequest> = {}): KeyedRequest => ({
    key: '0123456789012345678901',
    actor: { kind: 'person', personId: 'one' },
    contract: {
      method: 'POST',
      path: '/things',
      response: z.object({ number: z.number(), secret: z.string() }),
    },
    input: { name: 'a' },
    ...more,
  })

  const make = (name: string) => () =>
    db.write(async (tx): Promise<Result<{ number: number; secret: string }, never>> => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from thing`.execute(tx)
      const number = (rows[0]?.count ?? 0) + 1
      await sql`insert into thing values (${name}, ${number})`.execute(tx)
      return ok({ number, secret: `of ${name}` })
    })

  const createdNames = async (): Promise<readonly string[]> => {
    const { rows } = await db.read((tx) =>
      sql<{ name: string }>`select name from thing order by number`.execute(tx),
    )
    return rows.map(({ name }) => name)
  }

  const stored = async (): Promise<number> => {
    const { rows } = await db.read((tx) =>
      sql<{ count: number }>`select count(*)::int as count from platform.idempotency_key`.execute(
        tx,
      ),
    )
    return rows[0]?.count ?? 0
  }

  /** Until a request has its key. */
  const begun = async (): Promise<void> => {
    while ((await stored()) === 0);
  }

  const write = (statement: ReturnType<typeof sql>) =>
    db.write(async (tx) => ok(await statement.execute(tx)))
})
