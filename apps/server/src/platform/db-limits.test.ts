import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { noServer, openOnServer, openReplica } from '@sotevarmenne/tests/database/postgres'
import { startSilentRelay, type SilentRelay } from '@sotevarmenne/tests/database/silent-relay'
import { sql } from 'kysely'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { createPostgresDb, type Db, type OpenDb, type Tx } from './db.ts'

describe('a database that falls silent', { skip: noServer() }, () => {
  let server: Awaited<ReturnType<typeof openOnServer>>
  let relay: SilentRelay
  let db: OpenDb
  before(async () => {
    server = await openOnServer()
    relay = await startSilentRelay(server.url)
    const limits = { connecting: 1_500, waiting: 3_000, silence: 2_000 }
    db = createPostgresDb({ url: relay.url, poolSize: 4, limits })
  })
  after(async () => {
    await db.close()
    await relay.close()
    await server.close()
  })
  const one = (of: Db) =>
    of.read(async (tx) => (await sql<{ one: number }>`select 1 as one`.execute(tx)).rows[0]?.one)

  it('fails every request within the limits, and serves the next one after the silence', async () => {
    assert.equal(await one(db), 1)
    relay.fallSilent()
    const requests = await Promise.allSettled(Array.from({ length: 15 }, () => one(db)))
    for (const request of requests) {
      assert.ok(request.status === 'rejected')
      assert.ok(request.reason instanceof DatabaseUnavailable, String(request.reason))
    }
    await assert.rejects(db.probe(), DatabaseUnavailable)
    relay.speak()
    assert.equal(await one(db), 1)
    await db.probe()
  })

  it('ends a statement that it leaves without a response', async () => {
    const waits = db.write(async (tx) => ok(await sql`select pg_sleep(60)`.execute(tx)))
    await assert.rejects(waits, DatabaseUnavailable)
    assert.equal(await one(db), 1)
  })

  it('does not end a transaction that only waits for its own process', async () => {
    const sum = await db.read(async (tx) => {
      await sql`select 1`.execute(tx)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      return (await sql<{ one: number }>`select 1 as one`.execute(tx)).rows[0]?.one
    })
    assert.equal(sum, 1)
  })

  it('closes although a statement has no response', async () => {
    const closing = createPostgresDb({ url: relay.url, limits: { silence: 1_000 } })
    const begun = Promise.withResolvers<undefined>()
    const waits = assert.rejects(
      closing.read(async (tx) => {
        begun.resolve(undefined)
        await sql`select pg_sleep(60)`.execute(tx)
      }),
      DatabaseUnavailable,
    )
    await begun.promise
    await closing.close()
    await waits
  })
})

describe('a replica', { skip: noServer() }, () => {
  it('serves reads, is unavailable for writes, and is not ready', async () => {
    const replica = await openReplica()
    const db = createPostgresDb({ url: replica.url })
    const inserted = (tx: Tx) => sql`create table note (text text)`.execute(tx)
    for (const isolation of ['serializable', 'read committed'] as const)
      await assert.rejects(
        db.write(async (tx) => ok(await inserted(tx)), { isolation }),
        DatabaseUnavailable,
      )
    await db.read(async (tx) => sql`select 1`.execute(tx))
    await assert.rejects(db.probe())
    await db.close()
    await replica.close()
  })
})

describe('a database', { skip: noServer() }, () => {
  let server: Awaited<ReturnType<typeof openOnServer>>
  before(async () => {
    server = await openOnServer()
  })
  after(() => server.close())

  it('is unavailable where nothing listens; a wrong name of it is a fault', async () => {
    const nobody = createPostgresDb({ url: 'postgresql://postgres@/x?host=%2Fnowhere' })
    await assert.rejects(nobody.probe(), DatabaseUnavailable)
    await nobody.close()
    const unknown = createPostgresDb({ url: server.url.replace(/@\/\w+/, '@/unknown') })
    await assert.rejects(unknown.probe(), (fault: Error) => !(fault instanceof DatabaseUnavailable))
    await unknown.close()
  })
})
