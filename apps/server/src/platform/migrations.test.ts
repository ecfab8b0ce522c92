import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'kysely'
import { forEachDatabase } from '../../../../tests/support/postgres.ts'
import { migrate, type Migration } from './migrations.ts'

forEachDatabase('the migrations', ({ db }) => {
  it('run once each, oldest first, however many processes start together', async () => {
    const ran: string[] = []
    const step = (module: string, name: string): Migration => ({
      module,
      name,
      up: async (tx) => {
        ran.push(name)
        await sql.raw(`create table ${module} (x int)`).execute(tx)
      },
    })
    const steps = [step('second', '2026-01-02-second'), step('first', '2026-01-01-first')]

    const answers = await Promise.all([migrate(db, steps), migrate(db, steps), migrate(db, steps)])

    assert.deepEqual(answers.flat().toSorted(), [
      'first/2026-01-01-first',
      'second/2026-01-02-second',
    ])
    assert.deepEqual(ran, ['2026-01-01-first', '2026-01-02-second'])
    assert.deepEqual(await migrate(db, steps), [])
  })

  it('leave nothing of a step that fails, and try it again', async () => {
    let isBroken = true
    const step: Migration = {
      module: 'third',
      name: '2026-01-03-third',
      up: async (tx) => {
        await sql`create table third (x int)`.execute(tx)
        if (isBroken) throw new Error('broken')
      },
    }
    await assert.rejects(migrate(db, [step]), /broken/)

    isBroken = false
    assert.deepEqual(await migrate(db, [step]), ['third/2026-01-03-third'])
  })
})
