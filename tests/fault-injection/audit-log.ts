import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { sql } from 'kysely'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { type Audit } from '../../apps/server/src/audit/index.ts'
import { createHttpServer } from '../../apps/server/src/platform/http-server.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { noSecret } from '../../apps/server/src/platform/sealing.ts'
import {
  createRegistration,
  examplePoint,
  type Registration,
} from '../../apps/server/src/points/points/index.ts'
import { createAuditReview } from '../../apps/server/src/reporting/audit-review/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openOwnServer } from '@sotevarmenne/tests/database/postgres'
import { seeded } from '@sotevarmenne/tests/seeded'

/** The operation of these tests: a person is appointed registrar, which is a row here and an entry there. */
type Environment = {
  readonly db: Db
  readonly audit: Audit
  readonly registration: Registration
  readonly pointId: string
}

const permit = aPermit('registration.appointRegistrar', { personId: randomUUID() })

/** Puts the audit log on a separate disk, fills that, and runs operations. */
export async function actionsUntilDiskIsFull(): Promise<void> {
  const server = await openOwnServer({ hasSmallDisk: true })
  try {
    const environment = await aTestEnvironment(server.db)
    const { db, audit } = environment
    await change(db, 'alter table audit.entry set tablespace small_disk')
    await fillDisk(db)

    const before = randomUUID()
    let refused: { readonly personId: string; readonly fault: unknown } | undefined
    // A few entries still fit in the allocated pages of the audit log.
    for (let actions = 0; actions < 500 && !refused; actions += 1) {
      const personId = actions === 0 ? before : randomUUID()
      await appoint(environment, personId).catch(
        (fault: unknown) => (refused = { personId, fault }),
      )
    }
    assert.ok(refused, 'the disk was not full')
    assert.match(String(refused.fault), /No space left on device/)
    assert.equal(await isRegistrar(environment, before), true)
    assert.equal(await isRegistrar(environment, refused.personId), false)
    await showsNothing(audit)

    await change(db, 'drop table filler')
    await appoint(environment, refused.personId)
    assert.equal(await isRegistrar(environment, refused.personId), true)
    await actionsAreRecorded(environment, [before, refused.personId])
  } finally {
    await server.close()
  }
}

/** Kills the server when everything is written and nothing committed. */
export async function surviveKillBeforeCommit(): Promise<void> {
  const server = await openOwnServer()
  try {
    const environment = await aTestEnvironment(server.db)
    const [before, killed] = [randomUUID(), randomUUID()]
    await appoint(environment, before)
    await assert.rejects(appoint(environment, killed, server.kill))
    await server.start()

    assert.equal(await isRegistrar(environment, killed), false)
    await appoint(environment, killed)
    await actionsAreRecorded(environment, [before, killed])
  } finally {
    await server.close()
  }
}

/**
 * Kills the server repeatedly during eight concurrent operations; the same seed gives the same delay before
 * each kill.
 */
export async function surviveKillUnderLoad({
  kills,
  seed,
}: {
  readonly kills: number
  readonly seed: number
}): Promise<void> {
  const server = await openOwnServer()
  const random = seeded(seed)
  try {
    const environment = await aTestEnvironment(server.db)
    const sequencer = environment.audit.run()
    const done: string[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      const before = done.length
      let isOver = false
      const goesOn = (): boolean => !isOver
      const actors = Array.from({ length: 8 }, async () => {
        while (goesOn()) {
          const personId = randomUUID()
          await appoint(environment, personId).then(
            () => done.push(personId),
            () => (isOver = true),
          )
        }
      })
      // On a machine of any speed, an operation has run before the kill.
      while (done.length === before && goesOn()) await sleep(5)
      await sleep(50 + Math.floor(random() * 400))
      await server.kill()
      await Promise.all(actors)
      await server.start()
    }
    await sequencer.stop()
    assert.ok(done.length > 0, 'nobody acted')
    await actionsAreRecorded(environment, done)
  } finally {
    await server.close()
  }
}

/**
 * Each acknowledged operation is stored; each stored one has exactly one audit entry, and the reverse; the
 * log verifies.
 */
async function actionsAreRecorded(
  { db, audit }: Environment,
  answered: readonly string[],
): Promise<void> {
  const [actions, entries] = await db.read(async (tx) => {
    const appointed = await sql<{ id: string }>`
      select person_id as id from points.registrar`.execute(tx)
    const recorded = await sql<{ id: string }>`
      select about_person as id from audit.entry where type = 'RegistrarAppointed'`.execute(tx)
    return [appointed.rows, recorded.rows].map((rows) => rows.map(({ id }) => id).toSorted())
  })
  assert.deepEqual(entries, actions)
  const stored = new Set(actions)
  assert.deepEqual(
    answered.filter((personId) => !stored.has(personId)),
    [],
  )
  assert.ok((await audit.sequence()).ok)
  const verified = await audit.verifyAuditLog()
  assert.ok(verified.ok, JSON.stringify(verified))
}

/** A read access is recorded too: over HTTP an auditor gets a problem and no entry. */
async function showsNothing(audit: Audit): Promise<void> {
  const http = await createHttpServer({
    // It fails before anything else of it is used.
    endpoints: createAuditReview({ audit, secret: noSecret } as never).operations,
    permits: {
      grant: ({ operation }) => Promise.resolve(ok(aPermit(operation, { personId: randomUUID() }))),
    },
    logger: createLogger('web', { level: 'fatal' }),
    publicUrl: 'http://localhost:8080',
    version: '0.1.0',
    readiness: {},
  })
  try {
    const response = await http.inject({ method: 'GET', url: '/api/v1/audit-log/entries' })
    assert.equal(response.statusCode, 503)
    assert.match(String(response.headers['content-type']), /problem\+json/)
    assert.doesNotMatch(response.body, /entryId|No space/)
  } finally {
    await http.close()
  }
}

async function aTestEnvironment(db: Db): Promise<Environment> {
  const clock = { now: () => instant(Date.now()) }
  // While the server is down the sequencer fails, and retries.
  const audit = anAudit(db, { clock, onFault: () => undefined })
  const registration = createRegistration({ record: audit.record, clock })
  const added = await db.write(async (tx) =>
    ok(await registration.addPoint(tx, aPermit('registration.enterPoint'), examplePoint)),
  )
  assert.ok(added.ok)
  return { db, audit, registration, pointId: added.value }
}

async function appoint(
  { db, registration, pointId }: Environment,
  personId: string,
  beforeCommit: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const appointed = await db.write(async (tx) => {
    const result = await registration.appointRegistrar(tx, permit, { personId, pointId })
    await beforeCommit()
    return result
  })
  assert.ok(appointed.ok)
}

const isRegistrar = ({ db, registration }: Environment, personId: string): Promise<boolean> =>
  db.read(
    async (tx) =>
      (await registration.registrarAt(tx, personId, instant(Date.now() + 1000))) !== undefined,
  )

/** Fills the small disk, in ever smaller pieces. */
async function fillDisk(db: Db): Promise<void> {
  await change(db, 'create table filler (bytes bytea) tablespace small_disk')
  await change(db, 'alter table filler alter column bytes set storage external')
  for (const bytes of [1_000_000, 50_000, 7_000]) {
    const one = `insert into filler select string_agg(decode(md5(i::text), 'hex'), '') from generate_series(1, ${bytes / 16}) i`
    while (
      await change(db, one).then(
        () => true,
        () => false,
      )
    );
  }
}

const change = (db: Db, statement: string) =>
  db.write(async (tx) => {
    await sql.raw(statement).execute(tx)
    return ok(undefined)
  })
