import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { migrate, pendingMigrations, type Migration } from './migrations.ts'

forEachDatabase('the migrations', ({ db }) => {
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
})
