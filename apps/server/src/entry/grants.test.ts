// cspell:ignore nspname relname attname attrelid attnum attisdropped relnamespace relkind relispartition objid deptype regprocedure pronamespace relacl relrowsecurity attacl regnamespace
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { createPostgresDb } from '#platform/db.ts'
import { applyGrants, parseRights, privileges } from '#platform/grants.ts'
import { grants, type DatabaseUser } from './grants.ts'
import { migrateDb, openMigratedDb } from './open-db.ts'
import { processes } from './processes.ts'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

const rightsOf = (table: string, user: DatabaseUser) => {
  const rights = grants.tables[table]?.[user]
  return rights === undefined ? [] : parseRights(rights)
}

/** Each process reads them when it starts. */
const readAtStart = new Set(['platform.migration', 'platform.schema_version'])

const users = Object.keys(grants.roles) as readonly DatabaseUser[]

describe('the database roles of the processes', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  let owner: pg.Client
  const connections = new Map<DatabaseUser, pg.Client>()
  before(async () => {
    database = await openOnServer()
    owner = await connect(database.url)
    // A copy of a database has the tables' rights, and not those of the database itself.
    await applyGrants(database.db, grants)
    for (const user of users) connections.set(user, await connect(database.urlAs(user)))
  })
  after(async () => {
    for (const connection of [...connections.values(), owner]) await connection.end()
    await database.close()
  })

  async function connect(url: string): Promise<pg.Client> {
    const connection = new pg.Client({ connectionString: url })
    await connection.connect()
    return connection
  }

  const databaseName = (): string => /@\/(\w+)\?/.exec(database.url)?.[1] ?? ''

  /** The error's code when the role tries it, in a transaction that is rolled back; undefined when it may. */
  async function refusalOf(user: DatabaseUser, statement: string): Promise<string | undefined> {
    const connection = connections.get(user)
    assert.ok(connection)
    await connection.query('begin')
    try {
      await connection.query(statement)
      return undefined
    } catch (fault) {
      return (fault as { readonly code?: string }).code ?? String(fault)
    } finally {
      await connection.query('rollback')
    }
  }

  const insufficientPrivilege = '42501'
  async function assertRefused(user: DatabaseUser, statement: string): Promise<void> {
    assert.equal(await refusalOf(user, statement), insufficientPrivilege, `${user}: ${statement}`)
  }

  const listed = async <Row extends pg.QueryResultRow>(query: string): Promise<readonly Row[]> =>
    (await owner.query<Row>(query)).rows

  const relations = (kinds: string) =>
    listed<{ name: string; columns: readonly string[] }>(`
      select nspname || '.' || relname as name,
        array(select attname::text from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) as columns
      from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in (${kinds})
        and not relispartition
        and not exists (select from pg_depend where objid = c.oid and deptype = 'i')
      order by name`)

  it('are one for each process, and one for the command line', () => {
    assert.deepEqual([...users].sort(), [...processes, 'cli'].sort())
  })

  it('have a row in the table of grants for every table, view, sequence and function', async () => {
    const names = async (kinds: string) => (await relations(kinds)).map(({ name }) => name)
    assert.deepEqual(
      Object.keys(grants.tables).sort(),
      await names(`'r', 'p', 'v', 'm', 'f'`),
      'a new table needs its row in entry/grants.ts',
    )
    assert.deepEqual(Object.keys(grants.sequences).sort(), await names(`'S'`))
    const functions = await listed<{ name: string }>(`
      select p.oid::regprocedure::text as name from pg_proc p
      join pg_namespace n on n.oid = pronamespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' order by name`)
    assert.deepEqual(
      Object.keys(grants.functions)
        .map((name) => name.replaceAll(', ', ','))
        .sort(),
      functions.map(({ name }) => name),
    )
  })

  for (const user of users)
    it(`may do with each table what its row says and nothing else: ${user}`, async () => {
      const role = grants.roles[user]
      const wrong: string[] = []
      for (const { name, columns } of await relations(`'r', 'p', 'v', 'm', 'f'`)) {
        const rights = rightsOf(name, user)
        for (const privilege of [...Object.values(privileges), 'references', 'trigger'] as const) {
          const right = rights.find((each) => each.privilege === privilege)
          const [table] = await listed<{ may: boolean }>(
            `select has_table_privilege('${role}', '${name}', '${privilege}') as may`,
          )
          const isExpected = right !== undefined && right.columns === undefined
          if (table?.may !== isExpected) wrong.push(`${name}: ${privilege}`)
          if (!['select', 'insert', 'update'].includes(privilege) || isExpected) continue
          const found = await listed<{ column: string }>(`
            select name as column from unnest(array['${columns.join("','")}']) as name
            where has_column_privilege('${role}', '${name}', name, '${privilege}')`)
          const expected = right?.columns ?? []
          if (
            found.map(({ column }) => column).join() !==
            columns.filter((one) => expected.includes(one)).join()
          )
            wrong.push(`${name}: ${privilege} of columns`)
        }
      }
      for (const { name } of await relations(`'S'`)) {
        const [sequence] = await listed<{ usage: boolean; select: boolean; update: boolean }>(`
          select has_sequence_privilege('${role}', '${name}', 'usage') as usage,
            has_sequence_privilege('${role}', '${name}', 'select') as select,
            has_sequence_privilege('${role}', '${name}', 'update') as update`)
        const usage = grants.sequences[name]?.includes(user) ?? false
        assert.deepEqual(sequence, { usage, select: false, update: false }, name)
      }
      for (const [name, given] of Object.entries(grants.functions)) {
        const [found] = await listed<{ may: boolean }>(
          `select has_function_privilege('${role}', '${name}', 'execute') as may`,
        )
        assert.equal(found?.may, given.includes(user), name)
      }
      assert.deepEqual(wrong, [])
    })

  it('change nothing when they are granted again, and lose what somebody added', async () => {
    const all = () =>
      listed(`
        select oid::regclass::text as name, relacl::text as rights, relrowsecurity,
          (select array_agg(attname || attacl::text order by attnum) from pg_attribute
            where attrelid = pg_class.oid and attacl is not null)
        from pg_class where relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
        order by oid`)
    const before = await all()
    await owner.query('grant all on all tables in schema authentication to sotevarmenne_ocsp')
    await owner.query('grant update (state) on issuance.certificate to sotevarmenne_tls_sign_in')
    await owner.query('grant select on persons.person to public')
    assert.notDeepEqual(await all(), before)
    await applyGrants(database.db, grants)
    assert.deepEqual(await all(), before)
  })

  it('are granted again while others read and write', async () => {
    const other = await connect(database.urlAs('ocsp'))
    const impatient = createPostgresDb({
      url: `${database.url}&options=${encodeURIComponent('-c lock_timeout=5s')}`,
    })
    try {
      await other.query('begin')
      await other.query('select count(*) from issuance.certificate')
      await other.query(`
        insert into platform.outbox (kind, key, payload, planned_at, due_at)
        values ('a:CrlPublished', 'one', '{}', now(), now())`)
      await applyGrants(impatient, grants)
    } finally {
      await other.end()
      await impatient.close()
    }
  })

  it('are granted by an owner who is no superuser and may create no role', async () => {
    const name = `${databaseName()}_owned`
    await owner.query(`create role ${name} login`)
    await owner.query(`create database ${name} owner ${name}`)
    const url = database.url.replace(databaseName(), name).replace('postgres@', `${name}@`)
    const db = createPostgresDb({ url })
    try {
      assert.ok((await migrateDb({ databaseUrl: url })).length > 40)
      assert.deepEqual(await migrateDb({ databaseUrl: url }), [])
      const ocsp = await connect(url.replace(`${name}@`, `${grants.roles.ocsp}@`))
      await ocsp.query('select count(*) from revocation.revocation')
      await assert.rejects(ocsp.query('select count(*) from persons.person'), /permission denied/)
      await assert.rejects(
        ocsp.query('create temporary table mine (x integer)'),
        /permission denied/,
      )
      await ocsp.end()
      await assert.rejects(
        applyGrants(db, { ...grants, roles: { ...grants.roles, web: `${name}_web` } }),
        new RegExp(`database roles ${name}_web don't exist .* run createuser`),
      )
    } finally {
      await db.close()
      await owner.query(`drop database ${name} with (force)`)
      await owner.query(`drop role ${name}`)
    }
  })

  it('give nothing on a table that no row names', async () => {
    await owner.query('create table persons.unheard_of (x integer)')
    await applyGrants(database.db, grants)
    for (const user of users) await assertRefused(user, 'select * from persons.unheard_of')
    await owner.query('drop table persons.unheard_of')
  })

  for (const user of users)
    it(`define nothing in the database: ${user}`, async () => {
      for (const statement of [
        'create schema mine',
        'create table public.mine (x integer)',
        'create temporary table mine (x integer)',
        'create table audit.mine (x integer)',
        `create function public.mine() returns integer language sql as 'select 1'`,
        'alter table audit.entry add column mine integer',
        'alter table audit.entry disable trigger all',
        'alter table revocation.revocation disable trigger final',
        'alter table issuance.certificate disable row level security',
        'drop table audit.entry',
        'truncate audit.entry',
        'drop function audit.erase_entries(bigint, bigint)',
        `create or replace function revocation.refuse_change() returns trigger language plpgsql as 'begin return null; end'`,
        'create role mine',
        'set role postgres',
        'set session authorization postgres',
        `copy audit.checkpoint to program 'cat'`,
        `set session_replication_role = 'replica'`,
      ]) {
        const code = await refusalOf(user, statement)
        assert.equal(code, insufficientPrivilege, statement)
      }
      // Without a right to grant, PostgreSQL only warns.
      await connections
        .get(user)
        ?.query('grant select on platform.migration to public')
        .catch(() => undefined)
      const [granted] = await listed<{ rights: string }>(
        `select relacl::text as rights from pg_class where oid = 'platform.migration'::regclass`,
      )
      assert.doesNotMatch(granted?.rights ?? '', /[{,]=/, 'everybody (public) has no right')
      for (const other of users.filter((each) => each !== user))
        await assertRefused(user, `set role ${grants.roles[other]}`)
    })

  it('keep the audit log from being changed by a process: entries are added, and only that', async () => {
    for (const user of users) {
      for (const statement of [
        'delete from audit.entry',
        `update audit.entry set facts = '{}'`,
        'delete from audit.leaf',
        `update audit.leaf set digest = ''`,
        'delete from audit.node',
        'delete from audit.checkpoint',
        `update audit.checkpoint set root = ''`,
        'delete from audit.tree',
      ])
        await assertRefused(user, statement)
      if (user === 'jobs') continue
      for (const statement of [
        `insert into audit.leaf values (9, gen_random_uuid(), '')`,
        `insert into audit.node values (1, 9, '')`,
        `insert into audit.checkpoint values (9, '', now(), '')`,
        'update audit.tree set size = 0',
        'delete from audit.pending',
        'select audit.erase_entries(0, 9)',
      ])
        await assertRefused(user, statement)
    }
    assert.equal(await refusalOf('jobs', 'select audit.erase_entries(0, 0)'), undefined)
  })

  it('let nobody but web open a session, and nobody but web and cli give a role', async () => {
    const session = `insert into authentication.session (session_id, token_hash, person_id, opened_at, last_used_at)
      values (gen_random_uuid(), '\\x00', gen_random_uuid(), now(), now())`
    const role = `insert into permissions.role_holder (person_id, role, appointed_at)
      values (gen_random_uuid(), 'ca-officer', now())`
    for (const user of users.filter((each) => each !== 'web')) {
      await assertRefused(user, session)
      await assertRefused(user, `update authentication.session set token_hash = '\\x00'`)
    }
    const registrar = `insert into points.registrar (registrar_id, person_id, point_id, appointed_at)
      values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now())`
    for (const user of ['ocsp', 'tls-sign-in', 'jobs'] as const) {
      await assertRefused(user, role)
      await assertRefused(user, registrar)
      await assertRefused(user, 'update points.registrar set person_id = gen_random_uuid()')
    }
    assert.equal(await refusalOf('jobs', 'update points.registrar set ends_at = now()'), undefined)
  })

  it('let client-certificate sign-in write down what a browser showed, and read nothing else', async () => {
    for (const { name } of await relations(`'r'`))
      if (!readAtStart.has(name)) await assertRefused('tls-sign-in', `select * from ${name}`)
    for (const statement of [
      `insert into authentication.tls_sign_in_attempt (attempt_hash, state_hash, expires_at) values ('', '', now())`,
      `update authentication.tls_sign_in_attempt set attempt_hash = ''`,
      'delete from authentication.tls_sign_in_attempt',
      'select certificate from authentication.tls_sign_in_attempt',
    ])
      await assertRefused('tls-sign-in', statement)
  })

  it('show the OCSP process no person, no session and no audit entry', async () => {
    for (const { name } of await relations(`'r'`)) {
      if (/^(crl|issuance|revocation|dashboards|platform)\./.test(name)) continue
      await assertRefused('ocsp', `select * from ${name}`)
    }
    await assertRefused('ocsp', 'select payload from platform.outbox')
    await assertRefused('ocsp', 'select * from issuance.client')
  })

  it('let the OCSP process write rows of its own certificates and its own events only', async () => {
    const certificate = (serial: string, profile: string) => `
      insert into issuance.certificate (issuer, serial, profile, state, request_key, key_digest, tbs,
        not_before, not_after, reserved_at)
      values ('a-ca', '${serial}', '${profile}', 'reserved', '${serial}', '${serial}', '\\x00', now(), now(), now())`
    const job = (kind: string) => `
      insert into platform.outbox (kind, key, payload, planned_at, due_at)
      values ('${kind}', 'a-key', '{}', now(), now())`
    await owner.query(certificate('01', 'professional-authentication'))
    await owner.query(certificate('02', 'ocsp-responder'))

    assert.equal(await refusalOf('ocsp', certificate('03', 'ocsp-responder')), undefined)
    await assertRefused('ocsp', certificate('03', 'professional-authentication'))
    const isVoided = async (serial: string) => {
      const connection = connections.get('ocsp')
      const { rowCount } =
        (await connection?.query(`
        update issuance.certificate set state = 'void', void_reason = '', settled_at = now()
        where serial = '${serial}'`)) ?? {}
      return rowCount === 1
    }
    assert.equal(await isVoided('02'), true)
    assert.equal(await isVoided('01'), false, 'the row of a person’s certificate is not its own')
    await assertRefused('ocsp', `update issuance.certificate set profile = 'ocsp-responder'`)
    assert.equal(await refusalOf('ocsp', job('directory.publishCa:CrlPublished')), undefined)
    for (const kind of ['cards.sendLetters', 'cards.revokeStray:CertificateIssued'])
      await assertRefused('ocsp', job(kind))
    // To the others every row is as before.
    assert.equal(
      await refusalOf('web', certificate('03', 'professional-authentication')),
      undefined,
    )
    assert.equal(await refusalOf('jobs', job('cards.sendLetters')), undefined)
  })

  describe('at the start of a process', () => {
    const open = (user: DatabaseUser, databaseUrl: string) =>
      openMigratedDb({ databaseUrl, databasePool: 1 }, user).then(async (db) => {
        await db.close()
      })

    it('are accepted where they are its own', async () => {
      for (const user of users) await open(user, database.urlAs(user))
    })

    it('are refused where they own the tables, with the role to use', async () => {
      await assert.rejects(
        open('web', database.url),
        /role postgres may change the tables: web connects as sotevarmenne_web/,
      )
    })

    it('are refused where they are those of another process', async () => {
      await assert.rejects(
        open('jobs', database.urlAs('web')),
        /role sotevarmenne_web is not that of jobs: connect as sotevarmenne_jobs/,
      )
    })

    it('are refused before the migration has given them rights', async () => {
      await owner.query('revoke usage on schema platform from sotevarmenne_jobs')
      await assert.rejects(
        open('jobs', database.urlAs('jobs')),
        /gives sotevarmenne_jobs no rights yet: run `cli migrate`/,
      )
      await applyGrants(database.db, grants)
      await open('jobs', database.urlAs('jobs'))
    })

    it('need tables of this version', async () => {
      await owner.query(`delete from platform.migration where module = 'audit'`)
      await assert.rejects(
        open('ocsp', database.urlAs('ocsp')),
        /the database lacks \d migrations: run `cli migrate` as its owner/,
      )
      await owner.query('drop schema platform cascade')
      await assert.rejects(open('web', database.urlAs('web')), /the database lacks \d+ migrations/)
    })
  })
})
