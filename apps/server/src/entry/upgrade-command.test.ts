import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { version } from '@sotevarmenne/kernel/version'
import { Command } from 'commander'
import { sql } from 'kysely'
import { noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { createPostgresDb } from '#platform/db.ts'
import { applyGrants } from '#platform/grants.ts'
import { findMigrations, migrate, type Migration } from '#platform/migrations.ts'
import { schemaVersion } from '#platform/schema-version.ts'
import { planUpgrade } from '#platform/upgrade-plan.ts'
import { databaseRoles, grants } from './grants.ts'
import { addUpgradeCommand } from './upgrade-command.ts'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

describe('the command that checks an upgrade', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  before(async () => {
    database = await openOnServer()
    await applyGrants(database.db, grants)
    await database.db.write(async (tx) => {
      await sql`create table platform.big (x int)`.execute(tx)
      await sql`insert into platform.big select * from generate_series(1, 1000)`.execute(tx)
      await sql`analyze platform.big`.execute(tx)
      return ok(undefined)
    })
  })
  after(() => database.close())

  async function check(migrations: readonly Migration[], program = schemaVersion) {
    const said: string[] = []
    let code: number | undefined
    const command = new Command().exitOverride()
    const processRoles = Object.values(databaseRoles)
    addUpgradeCommand(command, {
      planUpgrade: () => planUpgrade(database.db, migrations, { processRoles, program }),
      terminal: {
        request: () => assert.fail('nothing is asked'),
        say: (line) => said.push(line),
        complain: () => assert.fail('nothing is wrong'),
      },
      exitWith: (given) => {
        code = given
      },
    })
    await command.parseAsync(['upgrade', 'check'], { from: 'user' })
    return { code, said: said.join('\n') }
  }

  const step = (name: string, statement: string, oldestProgram?: number): Migration => ({
    ...{ module: 'later', name, oldestProgram },
    up: async (tx) => {
      await sql.raw(statement).execute(tx)
    },
  })

  it('says that nothing would run over a database of its version (R552)', async () => {
    const { code, said } = await check(await findMigrations())
    assert.equal(code, 0)
    assert.ok(said.includes(`This program: version ${version}, schema version 2.`), said)
    assert.ok(said.includes('schema version 2; it allows programs from schema version 2 on'), said)
    assert.ok(said.includes('No migration would run.'), said)
    assert.ok(said.includes('No process is connected to the database now.'), said)
  })

  it('says of each migration which tables it locks and how big they are, and runs none (R552)', async () => {
    const adds = step(
      '2027-01-01-adds',
      'alter table platform.big add column y int; create table platform.new (x int); create index on platform.new (x)',
    )
    const { code, said } = await check([...(await findMigrations()), adds], 3)
    assert.equal(code, 0)
    assert.match(
      said,
      /later\/2027-01-01-adds\n {4}platform\.big: all who use it wait, less than a second \(1000 rows, \d+ kB\)\nTimes/,
    )
    assert.ok(said.includes('Programs that run now may go on during the migrations'), said)
    assert.ok((await check([...(await findMigrations()), adds], 3)).said.includes('run: 1.'))
  })

  it('names the programs that must stop before, which are connected (R552)', async () => {
    const drops = step('2027-01-02-drops', 'alter table platform.big drop column x', 3)
    const web = createPostgresDb({
      ...{ url: database.urlAs('web'), name: 'sotevarmenne web, schema 2' },
    })
    const unnamed = createPostgresDb({ url: database.urlAs('jobs') })
    try {
      for (const db of [web, unnamed]) await db.read((tx) => sql`select 1`.execute(tx))
      const { code, said } = await check([...(await findMigrations()), drops], 3)
      assert.equal(code, 2)
      assert.match(
        said,
        /Programs below schema version 3 may not run after it \(alter table platform\.big drop column x\)/,
      )
      assert.match(said, /sotevarmenne_web: sotevarmenne web, schema 2, 1 connections/)
      assert.match(said, /sotevarmenne_jobs: a program that does not say its schema version/)
      assert.match(said, /stop them first, then migrate, .* Some are connected now\./)
    } finally {
      await web.close()
      await unnamed.close()
    }
  })

  it('refuses where the database does not allow the program (R551, R552)', async () => {
    const known = await findMigrations()
    const drops = step('2027-01-02-drops', 'select 1', 3)
    await migrate(database.db, [...known, drops], { program: 3 })
    await assert.rejects(check(known), /program has schema version 2, and the database has 3/)
  })
})
