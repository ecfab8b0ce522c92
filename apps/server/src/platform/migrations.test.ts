// cspell:ignore indisvalid indisunique indexrelid
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  migrate,
  pendingMigrations,
  readSchema,
  type Migration,
  type Schema,
} from './migrations.ts'
import { checkSpan } from './schema-version.ts'

forEachDatabase('the migrations', ({ db, kind }) => {
  /** The migrations that the database has run already: a version that lacked one of them would refuse it. */
  const recordedMigrations = () =>
    db.read(async (tx) => {
      const { rows } = await sql<{ module: string; name: string }>`
        select module, name from platform.migration`.execute(tx)
      return rows.map((row) => ({ ...row, up: async () => undefined }))
    })

  it('run once each, oldest first, even if several processes start together', async () => {
    const ran: string[] = []
    const step = (module: string, name: string): Migration => ({
      module,
      name,
      up: async (tx) => {
        ran.push(name)
        await sql.raw(`create table ${module} (x int)`).execute(tx)
      },
    })
    const steps = [
      ...(await recordedMigrations()),
      step('second', '2027-01-02-second'),
      step('first', '2027-01-01-first'),
    ]

    const responses = await Promise.all([
      migrate(db, steps),
      migrate(db, steps),
      migrate(db, steps),
    ])

    assert.deepEqual(responses.flat().toSorted(), [
      'first/2027-01-01-first',
      'second/2027-01-02-second',
    ])
    assert.deepEqual(ran, ['2027-01-01-first', '2027-01-02-second'])
    assert.deepEqual(await migrate(db, steps), [])
  })

  it('leave nothing of a step that fails, and retry it', async () => {
    const known = await recordedMigrations()
    let isBroken = true
    const step: Migration = {
      module: 'third',
      name: '2027-01-03-third',
      up: async (tx) => {
        await sql`create table third (x int)`.execute(tx)
        if (isBroken) throw new Error('broken')
      },
    }
    await assert.rejects(migrate(db, [...known, step]), /broken/)

    isBroken = false
    assert.deepEqual(await migrate(db, [...known, step]), ['third/2027-01-03-third'])
  })

  it('that are pending can be counted without running them', async () => {
    const known = await recordedMigrations()
    const name = { module: 'fifth', name: '2027-01-05-fifth' }
    assert.equal(await pendingMigrations(db, known), 0)
    assert.equal(await pendingMigrations(db, [...known, name]), 1)
    assert.equal(await pendingMigrations(db, [...known, name]), 1)
    await assert.rejects(pendingMigrations(db, known.slice(1)), /is left unchanged/)
  })

  it('of another version stop before anything is changed, and the error names the remedy', async () => {
    const recorded = async (name: string) => {
      await db.write(async (tx) => {
        await sql`delete from platform.migration where module = 'other'`.execute(tx)
        await sql`insert into platform.migration (module, name) values ('other', ${name})`.execute(
          tx,
        )
        return ok(undefined)
      })
      let isRun = false
      const step: Migration = {
        module: 'fourth',
        name: '2026-12-04-fourth',
        up: async () => {
          isRun = true
        },
      }
      const known = (await recordedMigrations()).filter(({ module }) => module !== 'other')
      const outcome = await migrate(db, [...known, step]).then(
        () => 'migrated',
        (fault: unknown) => String(fault),
      )
      assert.equal(isRun, false)
      return outcome
    }

    assert.match(
      await recorded('2026-11-24-outbox'),
      /created by an unreleased version.*left unchanged: start with an empty database/,
    )
    assert.match(await recorded('2027-01-01-next'), /newer version \(other\/2027-01-01-next\)/)
  })

  it(
    'give a lock back that is not free soon, and try again (R553)',
    { skip: kind === 'PGlite' },
    async () => {
      const known = await recordedMigrations()
      const table = async (tx: Tx) => {
        await sql`create table platform.locked (x int)`.execute(tx)
      }
      const alter: Migration = {
        ...{ module: 'locks', name: '2027-01-07-alter' },
        up: async (tx) => {
          await sql`alter table platform.locked add column y int`.execute(tx)
        },
      }
      const all = [...known, { module: 'locks', name: '2027-01-06-table', up: table }]
      await migrate(db, all)
      const waits: string[] = []
      const run = (attempts: number) =>
        migrate(db, [...all, alter], {
          locks: { milliseconds: 50, attempts, pause: 10 },
          onWait: (words) => {
            waits.push(words)
            if (waits.length === 3) free.resolve(undefined)
          },
        })
      const [held, free] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
      const reader = db.read(async (tx) => {
        await sql`select 1 from platform.locked`.execute(tx)
        held.resolve(undefined)
        await free.promise
      })
      await held.promise
      await assert.rejects(
        run(2),
        /locks\/2027-01-07-alter waits .* for more than 0.05 s \(attempt 2 of 2\)\. Nothing of it was changed/,
      )
      // Others are not queued behind it: a reader comes through.
      await db.read((tx) => sql`select 1 from platform.locked`.execute(tx))
      assert.deepEqual(await run(200), ['locks/2027-01-07-alter'])
      await reader
      assert.ok(waits.length >= 3)
      await forget('locks')
    },
  )

  it('build indexes of big tables outside a transaction, also after a build that was broken off (R553)', async () => {
    const known = await recordedMigrations()
    const step = (statement: string): Migration => ({
      ...{ module: 'indexes', name: '2027-01-08-index', up: async () => undefined },
      concurrentIndexes: { 'platform.migration_by_time': statement },
    })
    const statement = 'create index concurrently migration_by_time on platform.migration (ran_at)'
    await assert.rejects(
      migrate(db, [
        ...known,
        step('create index migration_by_time on platform.migration (ran_at)'),
      ]),
      /is not built concurrently/,
    )
    // A unique index over equal values stays invalid.
    const broken =
      'create unique index concurrently migration_by_time on platform.migration ((true))'
    await assert.rejects(migrate(db, [...known, step(broken)]), /could not create unique index/)
    assert.deepEqual(await migrate(db, [...known, step(statement)]), ['indexes/2027-01-08-index'])
    const { rows } = await db.read((tx) =>
      sql<{ valid: boolean; unique: boolean }>`
        select indisvalid as valid, indisunique as "unique" from pg_index
        where indexrelid = 'platform.migration_by_time'::regclass`.execute(tx),
    )
    assert.deepEqual(rows, [{ valid: true, unique: false }])
    await forget('indexes')
  })

  const forget = (module: string) =>
    db.write(async (tx) => {
      await sql`delete from platform.migration where module = ${module}`.execute(tx)
      return ok(undefined)
    })

  describe('of a newer version', () => {
    /** A program of schema version 5 has run, which drops what programs below version 4 use. */
    const migrated = async () => {
      const known = await recordedMigrations()
      const step: Migration = {
        ...{ module: 'span', name: '2027-02-01-span', oldestProgram: 4, up: async () => undefined },
      }
      await migrate(db, [...known, step], { program: 5 })
      return known.filter(({ module }) => module !== 'span')
    }
    const start = (known: readonly Migration[], program: number) =>
      pendingMigrations(db, known, program).then(
        (pending) => `starts, ${String(pending)} pending`,
        (fault: unknown) => String(fault),
      )
    after(() =>
      db.write(async (tx) => {
        await sql`delete from platform.schema_version`.execute(tx)
        await sql`delete from platform.migration where module = 'span'`.execute(tx)
        return ok(undefined)
      }),
    )

    it('let a program within their span start, and migrate nothing (R551)', async () => {
      const known = await migrated()
      assert.equal(await start(known, 4), 'starts, 0 pending')
      assert.deepEqual(await migrate(db, known, { program: 4 }), [])
      assert.deepEqual(await readSchema(db, known, 4).then(spanOf), [5, 4, true])
    })

    it('refuse an older program, and the message names both versions (R551)', async () => {
      const known = await migrated()
      assert.match(
        await start(known, 3),
        /program has schema version 3, and the database has 5 and allows programs from schema version 4 on\. .*start a newer version/,
      )
      await assert.rejects(migrate(db, known, { program: 3 }), /schema version 3/)
    })

    it('refuse another program of their own version that lacks one of them (R551)', async () => {
      assert.match(await start(await migrated(), 5), /newer version \(span\/2027-02-01-span\)/)
    })

    it('never lower the span (R551)', async () => {
      const known = await migrated()
      const late: Migration = {
        ...{ module: 'span', name: '2027-02-02-late', up: async () => undefined },
      }
      const all = [...known, { ...late, name: '2027-02-01-span' }, late]
      await migrate(db, all, { program: 5 })
      assert.deepEqual(await readSchema(db, all, 5).then(spanOf), [5, 4, false])
    })
  })

  const spanOf = ({ version, oldestProgram, isNewer }: Schema) => [version, oldestProgram, isNewer]
})

describe('the span of a schema', () => {
  it('allows programs from the oldest on, also those newer than the schema (R551)', () => {
    const span = { version: 5, oldestProgram: 4 }
    assert.deepEqual(
      [3, 4, 5, 6].map((program) => checkSpan(program, span).ok),
      [false, true, true, true],
    )
    assert.deepEqual(checkSpan(3, span), {
      ok: false,
      refusal: { kind: 'program-too-old', ...span },
    })
  })
})
