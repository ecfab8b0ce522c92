import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { instant, minute, plus, second, formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { allHealth, createCounterparts } from './index.ts'

forEachDatabase('the health of systems of others', ({ db }) => {
  let now = instant(Date.parse('2026-12-02T10:00:00Z'))
  let faults: unknown[] = []
  const aProcess = (writes: typeof db.write = db.write) =>
    createCounterparts({
      ...{ db: { ...db, write: writes }, clock: { now: () => now } },
      onFault: (fault) => faults.push(fault),
    })
  /** A port of one call, which ends as it is given. */
  const watchedBy = (counterparts: ReturnType<typeof createCounterparts>) => {
    const send = counterparts.watch('mail', (outcome: () => Promise<unknown>) => outcome())
    return async (outcome: () => Promise<unknown>): Promise<unknown> => {
      const response = await send(outcome).catch((thrown: unknown) => thrown)
      await counterparts.stop()
      return response
    }
  }
  const known = async () => (await db.read(allHealth))[0]

  beforeEach(async () => {
    faults = []
    now = instant(Date.parse('2026-12-02T10:00:00Z'))
    await db.write(async (tx) => {
      await sql`delete from counterparts.health`.execute(tx)
      return ok(undefined)
    })
  })

  it('is when it last responded, and since when every call has failed (R433)', async () => {
    const call = watchedBy(aProcess())
    await call(() => Promise.resolve(ok(undefined)))
    const respondedAt = now
    assert.deepEqual(await known(), { counterpart: 'mail', respondedAt })

    now = plus(now, second)
    const failingSince = now
    await call(() => Promise.reject(new Error('550')))
    now = plus(now, 2 * minute)
    await call(() => Promise.reject(new DOMException('too late', 'TimeoutError')))
    const because = 'no-response-in-time'
    assert.deepEqual(await known(), {
      ...{ counterpart: 'mail', respondedAt, failedAt: now, failingSince, because },
    })

    const failedAt = now
    now = plus(now, second)
    await call(() => Promise.resolve(ok(undefined)))
    assert.deepEqual(await known(), { counterpart: 'mail', respondedAt: now, failedAt, because })
  })

  it('passes the response, the refusal and the error on as they are', async () => {
    const call = watchedBy(aProcess())
    const error = new TypeError('fetch failed')
    const refusal = refuse({ kind: 'address-refused' })
    assert.equal(await call(() => Promise.resolve(refusal)), refusal)
    assert.equal(await call(() => Promise.reject(error)), error)
    assert.equal((await known())?.because, 'no-connection')
  })

  it('counts a refusal on its merits as a response, and one for want of a response as none', async () => {
    const call = watchedBy(aProcess())
    await call(() => Promise.resolve(refuse({ kind: 'address-refused' })))
    assert.equal((await known())?.respondedAt, now)
    await call(() =>
      Promise.resolve(
        refuse({ kind: 'register-unavailable', register: 'codes', because: 'unreadable-response' }),
      ),
    )
    assert.deepEqual(await known(), {
      ...{ counterpart: 'mail', respondedAt: now, failedAt: now, failingSince: now },
      because: 'unreadable-response',
    })
  })

  it('is written at each change, and otherwise once a minute', async () => {
    let writes = 0
    const call = watchedBy(
      aProcess((...given) => {
        writes += 1
        return db.write(...given)
      }),
    )
    const responds = () => Promise.resolve(ok(undefined))
    const fails = () => Promise.reject(new Error('away'))
    for (let times = 0; times < 50; times += 1) await call(responds)
    assert.equal(writes, 1)
    await call(fails)
    await call(fails)
    await call(responds)
    assert.equal(writes, 3)
    now = plus(now, minute)
    await call(responds)
    assert.equal(writes, 4)
  })

  it('is of all processes together: one that responds later ends what another found', async () => {
    const [web, jobs] = [watchedBy(aProcess()), watchedBy(aProcess())]
    await web(() => Promise.reject(new Error('away')))
    now = plus(now, minute)
    await jobs(() => Promise.reject(new Error('away')))
    assert.equal((await known())?.failingSince, plus(now, -minute))
    now = plus(now, second)
    await jobs(() => Promise.resolve(ok(undefined)))
    assert.equal((await known())?.failingSince, undefined)
  })

  it('costs no call its response while the database takes no write', async () => {
    const call = watchedBy(aProcess(() => Promise.reject(new Error('read-only'))))
    assert.deepEqual(await call(() => Promise.resolve(ok('sent'))), ok('sent'))
    assert.deepEqual(faults.map(String), ['Error: read-only'])
    assert.equal(await known(), undefined)
  })

  it('is shown for every system in use, also one that nobody has called yet', async () => {
    const counterparts = aProcess()
    const { prove } = counterparts.watch('time-stamps', {
      prove: () => Promise.reject(new Error('away')),
      name: 'not a call',
    })
    counterparts.watch('business', () => Promise.resolve(ok(undefined)))
    await assert.rejects(prove())
    await counterparts.stop()
    const at = formatInstant(now)
    assert.deepEqual(
      await counterparts.viewCounterparts(aPermit('counterparts.viewCounterparts')),
      ok({
        at,
        counterparts: [
          { counterpart: 'business' },
          { counterpart: 'time-stamps', failedAt: at, failingSince: at },
        ],
      }),
    )
  })
})
