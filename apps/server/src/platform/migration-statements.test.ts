import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  contractionOf,
  createdBy,
  locksOf,
  splitStatements,
  statementsOf,
  tableOf,
} from './migration-statements.ts'
import { findMigrations } from './migrations.ts'

describe('the statements of a migration', () => {
  it('are known without running it', async () => {
    const statements = await statementsOf({
      concurrentIndexes: { 'one.by_two': 'create index concurrently by_two on one.a (two)' },
      up: async (tx) => {
        await sql`update one.a set b = ${1}; alter table one.a add c int`.execute(tx)
      },
    })
    assert.deepEqual(statements, [
      'create index concurrently by_two on one.a (two)',
      'update one.a set b = $1',
      'alter table one.a add c int',
    ])
  })

  it('end at semicolons that are in no quotes, comments or function bodies', () => {
    assert.deepEqual(
      splitStatements("select ';' -- one; two\n; do $x$ begin a; end $x$; select 'it''s;' ;"),
      ["select ';'", 'do $x$ begin a; end $x$', "select 'it''s;'"],
    )
  })

  it('lock tables as PostgreSQL says, and take time by what they do (R551)', () => {
    const lock = (statement: string) =>
      locksOf(statement).map(({ table, waiting, work }) => `${table} ${waiting} ${work}`)
    // PostgreSQL 17, section 13.3.1 and ALTER TABLE, "Notes".
    assert.deepEqual(lock('alter table a.b add column c text'), ['a.b all none'])
    assert.deepEqual(lock('alter table only "a"."b" alter column c set not null'), ['a.b all scan'])
    assert.deepEqual(lock('alter table a.b add constraint d check (c > 1) not valid'), [
      'a.b all none',
    ])
    assert.deepEqual(lock('alter table a.b alter column c type bigint'), ['a.b all rewrite'])
    assert.deepEqual(lock('alter table a.b add column c uuid default gen_random_uuid()'), [
      'a.b all rewrite',
    ])
    assert.deepEqual(lock('alter table a.b add column c int default 5'), ['a.b all none'])
    assert.deepEqual(lock('alter table a.b add column c uuid references d.e (f)'), [
      'a.b all scan',
      'd.e writers none',
    ])
    assert.deepEqual(lock('create unique index i on a.b (c)'), ['a.b writers index'])
    assert.deepEqual(lock('create index concurrently i on a.b (c)'), [])
    assert.deepEqual(lock('create table a.b (c uuid references d.e (f))'), ['d.e writers none'])
    assert.deepEqual(lock('update a.b set c = 1'), ['a.b rows rewrite'])
    assert.deepEqual(lock('drop table a.b'), ['a.b all none'])
    assert.deepEqual(lock("insert into a.b values ('update c')"), [])
  })

  it('contract where older programs lose what they use, and else only add (R551)', () => {
    for (const statement of [
      'drop table a.b',
      'alter table a.b rename to c',
      'alter table a.b rename column c to d',
      'alter table a.b drop column c',
      'alter table a.b alter column c set not null',
      'alter table a.b alter column c type bigint',
      'alter table a.b alter c set data type bigint',
      'alter table a.b add column c text not null',
      'alter table a.b add column c text default 1, add column d text not null, add column e int',
      'alter table a.b set schema c',
    ])
      assert.notEqual(contractionOf(statement), undefined, statement)
    for (const statement of [
      'create table a.b (c text not null)',
      'alter table a.b add column c text',
      "alter table a.b add column c text not null default ''",
      'alter table a.b add column c int default 1 not null',
      'alter table a.b alter column c drop not null',
      'alter table a.b drop constraint d, add constraint d check (c is not null or e is not null)',
      'alter table a.b add check (c is not null)',
      'create index i on a.b (c)',
      'alter index a.b rename to c',
      "insert into a.b values ('drop table')",
    ])
      assert.equal(contractionOf(statement), undefined, statement)
  })
})

describe('every migration since release 0.2.0', () => {
  it('that contracts says which programs may run after it (R551)', async () => {
    const created = new Set<string>()
    for (const migration of (await findMigrations()).toSorted((one, other) =>
      one.name < other.name ? -1 : 1,
    )) {
      if (migration.name.startsWith('2026-11-29')) continue
      const statements = await statementsOf(migration)
      for (const statement of statements) created.add(createdBy(statement) ?? '')
      const [contraction] = statements.flatMap((statement) => {
        const contracts = contractionOf(statement)
        return contracts === undefined || created.has(tableOf(statement) ?? '')
          ? []
          : [`${statement.slice(0, 120)}: ${contracts}`]
      })
      assert.equal(
        migration.oldestProgram !== undefined,
        contraction !== undefined,
        `${migration.module}/${migration.name} ${contraction === undefined ? 'contracts nothing' : `contracts, and exports no oldestProgram (docs/operations/upgrade.md): ${contraction}`}`,
      )
    }
  })

  it('builds the indexes of big tables while everybody goes on writing (R553)', async () => {
    const big = ['audit.entry', 'audit.leaf', 'issuance.certificate', 'revocation.revocation']
    big.push('platform.outbox', 'cards.card', 'persons.person')
    for (const migration of await findMigrations()) {
      if (migration.name.startsWith('2026-11-29')) continue
      const building = (await statementsOf(migration)).filter((statement) =>
        locksOf(statement).some(({ table, work }) => work === 'index' && big.includes(table)),
      )
      assert.deepEqual(building, [], `${migration.module}/${migration.name}: concurrentIndexes`)
    }
  })
})
