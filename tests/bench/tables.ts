// cspell:ignore relname
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { openOnServer } from '@sotevarmenne/tests/database/postgres'
import { entriesDoneFor } from '../../apps/server/src/audit/stores/activity.ts'
import {
  entriesOfPerson,
  searchEntries,
  type AuditLogFilter,
} from '../../apps/server/src/audit/stores/entries.ts'
import { entriesAbout } from '../../apps/server/src/audit/stores/history.ts'
import { eraseEntries } from '../../apps/server/src/audit/stores/erasure.ts'
import type { MigratableDb, Tx } from '../../apps/server/src/platform/db.ts'
import { findMigrations, inOrder, migrate } from '../../apps/server/src/platform/migrations.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { schemaVersion } from '../../apps/server/src/platform/schema-version.ts'
import { planUpgrade } from '../../apps/server/src/platform/upgrade-plan.ts'
import { sayLimits, tableOf, type Limit } from './limits.ts'

/**
 * What big tables cost: the outbox while jobs are done, the retention of the audit log by deleting and by dropping
 * partitions, and the migrations since the last release over full tables, beside what was forecast.
 * `node tests/bench/tables.ts [audit entries] [jobs]`
 */
const [, , requestedEntries = '1000000', requestedJobs = '20000'] = process.argv
const entries = Number(requestedEntries)
const jobs = Number(requestedJobs)
const perStatement = 50_000
/** As the retention erases them. */
const piece = 10_000
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const seconds = (begun: number): number => (performance.now() - begun) / 1000

await onDatabase(measureMigrations)
await onDatabase(measureRetention)
for (const settings of [
  'fillfactor = 100, autovacuum_enabled = off',
  'fillfactor = 70, autovacuum_enabled = off',
])
  await onDatabase((db) => measureOutbox(db, settings))
say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)

async function onDatabase(measure: (db: MigratableDb) => Promise<void>): Promise<void> {
  const { db, close } = await openOnServer()
  try {
    await measure(db)
  } finally {
    await close()
  }
}

/** Of the outbox after jobs were planned and done: updates within a page, dead rows, and sizes. */
async function measureOutbox(db: MigratableDb, settings: string): Promise<void> {
  await write(db, sql`alter table platform.outbox set (${sql.raw(settings)})`)
  const outbox = createOutbox({
    db,
    clock: { now: () => instant(Date.now()) },
  })
  outbox.use({
    handlers: [{ kind: 'bench.doNothing', handle: () => Promise.resolve() }],
    subscriptions: [],
  })
  const begun = performance.now()
  for (let from = 0; from < jobs; from += 1000) {
    await db.write(async (tx) => {
      for (let at = from; at < Math.min(jobs, from + 1000); at += 1)
        await outbox.planJob(tx, {
          kind: 'bench.doNothing',
          key: String(at),
          payload: {
            event: { type: 'Something', personId: 'x'.repeat(36), cardId: 'y'.repeat(36) },
          },
        })
      return ok(undefined)
    })
    await outbox.drain()
  }
  const took = seconds(begun)
  // The statistics of a backend are flushed ten seconds after its last transaction.
  await sleep(11_000)
  const { updates, hot, dead, heap, indexes } = await one<{
    updates: number
    hot: number
    dead: number
    heap: number
    indexes: number
  }>(
    db,
    sql`
      select n_tup_upd as updates, n_tup_hot_upd as hot, n_dead_tup as dead,
        pg_table_size(relid) / 1024 as heap, pg_indexes_size(relid) / 1024 as indexes
      from pg_stat_user_tables where schemaname = 'platform' and relname = 'outbox'`,
  )
  const deleting = performance.now()
  await outbox.deleteDone(plus(instant(Date.now()), 60_000))
  say(
    `outbox, ${settings}: ${String(jobs)} jobs in ${took.toFixed(1)} s, ${String(updates)} updates, ` +
      `${String(Math.round((100 * hot) / updates))} % of them HOT, ${String(dead)} dead rows, ` +
      `heap ${String(heap)} kB, indexes ${String(indexes)} kB; all deleted in ${seconds(deleting).toFixed(1)} s`,
  )
}

/** Half of the entries are erased: as the retention does it, and by dropping partitions of a copy. */
async function measureRetention(db: MigratableDb): Promise<void> {
  const filling = performance.now()
  await fillAuditLog(db)
  say(
    `${entries.toLocaleString('en')} entries of the audit log in ${seconds(filling).toFixed(0)} s`,
  )
  await measureLists(db)
  const before = await sizeOf(db, 'audit.entry')

  const partitioned = performance.now()
  await copyToPartitions(db)
  const copying = seconds(partitioned)
  const plain = performance.now()
  await write(db, sql`create table audit.copy (like audit.entry including all)`)
  await write(db, sql`insert into audit.copy overriding system value select * from audit.entry`)
  say(
    `the same rows into 20 partitions ${copying.toFixed(1)} s, into one table ${seconds(plain).toFixed(1)} s`,
  )

  const half = entries / 2
  const erasing = performance.now()
  let slowest = 0
  for (let from = 0; from < half; from += piece) {
    const begun = performance.now()
    await db.write(async (tx) => {
      await eraseEntries(tx, from, Math.min(half, from + piece))
      return ok(undefined)
    })
    slowest = Math.max(slowest, seconds(begun))
  }
  const erased = seconds(erasing)
  const vacuuming = performance.now()
  await db.outsideTransaction('vacuum audit.entry')
  const vacuumed = seconds(vacuuming)
  const dropping = performance.now()
  for (let part = 0; part < 10; part += 1)
    await write(db, sql`drop table ${sql.table(`audit.part_${String(part)}`)}`)
  say(
    `${half.toLocaleString('en')} of them erased in pieces of ${piece.toLocaleString('en')}: ${erased.toFixed(1)} s, the slowest piece ${slowest.toFixed(2)} s, ` +
      `vacuum ${vacuumed.toFixed(1)} s; ten partitions dropped in ${seconds(dropping).toFixed(2)} s; ${String(Math.round(before / entries))} bytes an entry`,
  )
}

/** Every list that reads the audit log, with the slowest of twenty rounds; one organisation has a tenth of all entries. */
async function measureLists(db: MigratableDb): Promise<void> {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
  const largest = md5('largest')
  const from = instant(Date.parse('2026-01-01T00:00:00Z'))
  const first = { limit: 26 }
  const about = { after: undefined, size: entries, limit: 26, withoutViews: false }
  const sought = {
    behind: undefined,
    organisationId: largest,
    types: ['OrderSigned', 'CertificatesIssued'],
    ...first,
  }
  const searches: Readonly<Record<string, AuditLogFilter>> = {
    'search, newest': {},
    'search, without access records': { withoutViews: true },
    'search by operation': { operation: 'orders.signOrder' },
    'search by operation that nobody did': { operation: 'crl.releasePause' },
    'search by actor': { actor: md5('actor 7') },
    'search by actor and operation': { actor: md5('actor 7'), operation: 'crl.releasePause' },
    'search by person': { personId: md5('person 77') },
    'search by card': { cardId: md5('card 77') },
    'search by certificate': { serial: md5('serial 77') },
    'search by the largest organisation': { organisationId: largest },
    'the same, without access records': { organisationId: largest, withoutViews: true },
    'the same, an operation that nobody did for it': {
      organisationId: largest,
      operation: 'crl.releasePause',
    },
    'the same, in an hour long ago': { organisationId: largest, from, to: plus(from, 3_600_000) },
  }
  const lists: Readonly<Record<string, (tx: Tx) => Promise<readonly unknown[]>>> = {
    ...Object.fromEntries(
      Object.entries(searches).map(([name, filter]) => [
        name,
        (tx: Tx) => searchEntries(tx, { filter, ...first }),
      ]),
    ),
    'history of a person': (tx) => entriesAbout(tx, { personId: md5('person 77') }, about),
    'history of the largest organisation': (tx) =>
      entriesAbout(tx, { organisationId: largest }, about),
    'the same, from the middle': (tx) =>
      entriesAbout(tx, { organisationId: largest }, { ...about, after: entries / 2 }),
    'activity of the largest organisation': (tx) => entriesDoneFor(tx, sought),
    'the same, by one member': (tx) => entriesDoneFor(tx, { ...sought, actor: md5('actor 7') }),
    'own access records': (tx) =>
      entriesOfPerson(tx, {
        personId: md5('person 77'),
        behind: undefined,
        size: entries,
        limit: 26,
      }),
  }
  const limits: Limit[] = []
  for (const [what, list] of Object.entries(lists)) {
    const times: number[] = []
    for (let round = 0; round < 20; round += 1) {
      const begun = performance.now()
      await db.read(list)
      times.push(performance.now() - begun)
    }
    limits.push({ what, reached: Math.max(...times), max: 1000, unit: 'ms' })
  }
  sayLimits(limits)
}

async function copyToPartitions(db: MigratableDb): Promise<void> {
  await write(
    db,
    sql`create table audit.parted (like audit.entry including defaults) partition by range (arrived)`,
  )
  const { rows } = await db.read((tx) =>
    sql<{ definition: string }>`
      select indexdef as definition from pg_indexes where schemaname = 'audit' and tablename = 'entry'
        and indexname <> 'entry_pkey'`.execute(tx),
  )
  await write(db, sql`alter table audit.parted add primary key (entry_id, arrived)`)
  for (const { definition } of rows)
    await write(
      db,
      sql.raw(definition.replace(/INDEX \S+ ON audit\.entry/, 'INDEX ON audit.parted')),
    )
  const each = entries / 20
  for (let part = 0; part < 20; part += 1)
    await write(
      db,
      sql`
        create table ${sql.table(`audit.part_${String(part)}`)} partition of audit.parted
        for values from (${sql.lit(part === 0 ? -1 : part * each)}) to (${sql.lit(part === 19 ? entries * 100 : (part + 1) * each)})`,
    )
  await write(db, sql`insert into audit.parted select * from audit.entry`)
}

/** The migrations since the last release, one after the other, over full tables of that release. */
async function measureMigrations(db: MigratableDb): Promise<void> {
  const [, commit = ''] =
    /\| `([0-9a-f]{40})` \|/.exec(await readFile('docs/releases.md', 'utf8')) ?? []
  const released = execFileSync('git', ['ls-tree', '-r', '--name-only', commit], {
    encoding: 'utf8',
  })
  const all = inOrder(await findMigrations())
  const before = all.filter(({ module, name }) =>
    released.includes(`/${module}/migrations/${name}.ts`),
  )
  await removeAll(db)
  await migrate(db, before, { program: 1 })
  await fillAuditLog(db)
  await fillOutboxAndCertificates(db)
  await write(db, sql`analyze`)
  const plan = await planUpgrade(db, all, { processRoles: [], program: schemaVersion })
  const rows: (readonly string[])[] = [['migration', 'tables and rows', 'forecast', 'took']]
  const ran = [...before]
  let [forecast, took] = [0, 0]
  for (const migration of all.filter((each) => !before.includes(each))) {
    const begun = performance.now()
    ran.push(migration)
    await migrate(db, ran)
    const { tables = [] } =
      plan.migrations.find(
        ({ module, name }) => module === migration.module && name === migration.name,
      ) ?? {}
    const expected = tables.reduce((sum, each) => sum + each.seconds, 0)
    forecast += expected
    took += seconds(begun)
    const big = tables.filter((each) => each.rows > 1000)
    if (big.length === 0 && seconds(begun) < 0.5) continue
    rows.push([
      `${migration.module}/${migration.name}${migration.concurrentIndexes ? ' (nobody waits)' : ''}`,
      big.map((each) => `${each.table} ${each.rows.toLocaleString('en')}`).join(', '),
      `${expected.toFixed(1)} s`,
      `${seconds(begun).toFixed(1)} s`,
    ])
  }
  say(tableOf(rows))
  say(
    `${String(ran.length - before.length)} migrations: forecast ${forecast.toFixed(1)} s, took ${took.toFixed(1)} s`,
  )
}

async function removeAll(db: MigratableDb): Promise<void> {
  const { rows } = await db.read((tx) =>
    sql<{ name: string }>`
      select nspname as name from pg_namespace
      where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')`.execute(
      tx,
    ),
  )
  for (const { name } of rows) await write(db, sql`drop schema ${sql.ref(name)} cascade`)
}

/** With as many facts as entries of this service have, a third of them access records. */
async function fillAuditLog(db: MigratableDb): Promise<void> {
  for (let from = 0; from < entries; from += perStatement) {
    const to = Math.min(entries, from + perStatement) - 1
    await db.write(async (tx) => {
      await sql`
        insert into audit.entry (entry_id, at, type, operation, actor, reason, point_id,
          about_person, about_card, about_order, facts, salt, digest)
        select md5('entry ' || n)::uuid, '2026-01-01'::timestamptz + n * interval '1 second',
          (array['CardViewed', 'OrderSigned', 'CertificatesIssued'])[1 + n % 3],
          (array['cards.viewCard', 'orders.signOrder', 'certificates.issueCertificate'])[1 + n % 3],
          jsonb_build_object('kind', 'person', 'personId', md5('actor ' || n % 500)),
          'the card was shown to its holder at the registration point', md5('point ' || n % 60),
          md5('person ' || n % 100000), md5('card ' || n % 200000), md5('order ' || n % 200000),
          jsonb_build_object('organisationId', case when n % 10 = 0 then md5('largest') else md5('organisation ' || n % 8000) end,
            'serial', md5('serial ' || n), 'issuer', 'professional-g1-ecc', 'profile', 'professional-signature'),
          decode(md5('salt ' || n), 'hex'), sha256(n::text::bytea)
        from generate_series(${from}::bigint, ${to}::bigint) n`.execute(tx)
      await sql`
        insert into audit.leaf (position, entry_id, digest)
        select n, md5('entry ' || n)::uuid, sha256(n::text::bytea)
        from generate_series(${from}::bigint, ${to}::bigint) n`.execute(tx)
      return ok(undefined)
    })
  }
  await write(db, sql`analyze audit.entry, audit.leaf`)
}

async function fillOutboxAndCertificates(db: MigratableDb): Promise<void> {
  for (let from = 0; from < entries; from += perStatement) {
    const to = Math.min(entries, from + perStatement) - 1
    await db.write(async (tx) => {
      await sql`
        insert into platform.outbox (kind, key, payload, planned_at, due_at, done_at)
        select 'cards.follow:OrderSigned', md5(n::text), jsonb_build_object('event', md5(n::text)), now(), now(), now()
        from generate_series(${from}::bigint, ${to}::bigint) n`.execute(tx)
      await sql`
        insert into issuance.certificate (issuer, serial, state, not_after, reserved_at, settled_at)
        select 'professional-g1-ecc', '40' || md5(n::text), 'imported', now(), now(), now()
        from generate_series(${from}::bigint, ${to}::bigint) n`.execute(tx)
      return ok(undefined)
    })
  }
}

async function write(
  db: MigratableDb,
  statement: { execute: (tx: Tx) => Promise<unknown> },
): Promise<void> {
  await db.write(async (tx) => {
    await statement.execute(tx)
    return ok(undefined)
  })
}

async function one<Row>(
  db: MigratableDb,
  query: { execute: (tx: Tx) => Promise<{ readonly rows: readonly unknown[] }> },
): Promise<Row> {
  const { rows } = await db.read((tx) => query.execute(tx))
  return rows[0] as Row
}

async function sizeOf(db: MigratableDb, table: string): Promise<number> {
  return (await one<{ size: number }>(db, sql`select pg_total_relation_size(${table}) as size`))
    .size
}
