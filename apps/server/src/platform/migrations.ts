// cspell:ignore indisvalid indexrelid
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { hasRow, type Db, type MigratableDb, type Tx } from './db.ts'
import { checkSpan, firstSpan, schemaVersion, type SchemaSpan } from './schema-version.ts'

/** One step of the schema. A step that has run is never changed; the next one is a new file. */
export type Migration = {
  readonly module: string
  /** `YYYY-MM-DD-slug`: the order across modules. */
  readonly name: string
  readonly up: (tx: Tx) => Promise<void>
  /**
   * A contracting migration says from which schema version on programs may run after it: one that drops, renames
   * or narrows what older programs use.
   */
  readonly oldestProgram?: number | undefined
  /**
   * Indexes of big tables, built before `up` and outside a transaction while everybody goes on writing:
   * `create index concurrently …`, each by its name.
   */
  readonly concurrentIndexes?: Readonly<Record<string, string>> | undefined
}

type MigrateOptions = {
  /** The schema version of this program. */
  readonly program?: number
  readonly locks?: LockLimits
  /** Is told why a migration waits. */
  readonly onWait?: (words: string) => void
}

/** How long a migration waits for a lock: all who need the table later wait behind it. */
export type LockLimits = {
  readonly milliseconds: number
  readonly attempts: number
  readonly pause: number
}

const lockLimits: LockLimits = { milliseconds: 3_000, attempts: 20, pause: 5_000 }

/**
 * Runs pending migrations, oldest first, each in a transaction of its own; returns the names of those that
 * ran. Processes that start together take turns. A lock that is not free soon is released for all others, and
 * tried again.
 */
export async function migrate(
  db: MigratableDb,
  migrations: readonly Migration[],
  { program = schemaVersion, locks = lockLimits, onWait = () => undefined }: MigrateOptions = {},
): Promise<readonly string[]> {
  await readSchema(db, migrations, program)
  await db.write(
    async (tx) => {
      await takeTurn(tx)
      await sql`create schema if not exists platform`.execute(tx)
      await sql`
        create table if not exists platform.migration (
          module text not null,
          name text not null,
          ran_at timestamptz not null default now(),
          primary key (module, name)
        )`.execute(tx)
      await sql`
        create table if not exists platform.schema_version (
          is_only boolean primary key default true check (is_only),
          version integer not null,
          oldest_program integer not null
        )`.execute(tx)
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )

  const ran: string[] = []
  for (const migration of inOrder(migrations))
    for (let attempt = 1; ; attempt += 1)
      try {
        if (await runOne(db, migration, { program, locks })) ran.push(nameOf(migration))
        break
      } catch (fault) {
        if (!isLockTimeout(fault)) throw fault
        const words = `${nameOf(migration)} waits for a table that another transaction has locked for more than ${String(locks.milliseconds / 1000)} s (attempt ${String(attempt)} of ${String(locks.attempts)})`
        if (attempt === locks.attempts)
          throw new Error(
            `${words}. Nothing of it was changed. End the long transaction (pg_stat_activity, xact_start), and migrate again`,
            { cause: fault },
          )
        onWait(words)
        await wait(locks.pause)
      }
  return ran
}

/** Whether it ran: not when it has run before. */
async function runOne(
  db: MigratableDb,
  migration: Migration,
  { program, locks }: { readonly program: number; readonly locks: LockLimits },
): Promise<boolean> {
  for (const [index, statement] of Object.entries(migration.concurrentIndexes ?? {}))
    if (!(await hasRun(db, migration))) await buildIndex(db, index, statement)
  const result = await db.write(
    async (tx) => {
      await takeTurn(tx)
      const known = tx.$extendTables<MigrationTables>()
      const before = await known
        .selectFrom('platform.migration')
        .select('name')
        .where('module', '=', migration.module)
        .where('name', '=', migration.name)
        .executeTakeFirst()
      if (before !== undefined) return ok(false)
      await sql`set local lock_timeout = ${sql.lit(locks.milliseconds)}`.execute(tx)
      await raiseSpan(tx, { version: program, oldestProgram: migration.oldestProgram ?? 1 })
      await migration.up(tx)
      await known
        .insertInto('platform.migration')
        .values({ module: migration.module, name: migration.name })
        .execute()
      return ok(true)
    },
    { isolation: 'read committed' },
  )
  return result.ok && result.value
}

/** Waits until it is built; what a build that was broken off has left is dropped first. */
async function buildIndex(db: MigratableDb, index: string, statement: string): Promise<void> {
  if (!/^create (?:unique )?index concurrently /i.test(statement))
    throw new Error(`the index ${index} is not built concurrently: ${statement}`)
  const state = await db.read(async (tx) => {
    const { rows } = await sql<{ isValid: boolean }>`
      select indisvalid as "isValid" from pg_index where indexrelid = to_regclass(${index})`.execute(
      tx,
    )
    return rows[0]
  })
  if (state?.isValid === true) return
  if (state) await db.outsideTransaction(`drop index concurrently ${index}`)
  await db.outsideTransaction(statement)
}

const hasRun = (db: Db, { module, name }: Pick<Migration, 'module' | 'name'>): Promise<boolean> =>
  db.read(async (tx) =>
    hasRow(
      tx
        .$extendTables<MigrationTables>()
        .selectFrom('platform.migration')
        .select('name')
        .where('module', '=', module)
        .where('name', '=', name),
    ),
  )

/** The span only ever rises. */
const raiseSpan = (tx: Tx, { version, oldestProgram }: SchemaSpan): Promise<unknown> =>
  sql`
    insert into platform.schema_version (version, oldest_program) values (${version}, ${oldestProgram})
    on conflict (is_only) do update set
      version = greatest(schema_version.version, excluded.version),
      oldest_program = greatest(schema_version.oldest_program, excluded.oldest_program)`.execute(tx)

const isLockTimeout = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === '55P03'

const nameOf = ({ module, name }: Pick<Migration, 'module' | 'name'>): string => `${module}/${name}`

/** What a database says of its schema, and the migrations that it has run. */
export type Schema = SchemaSpan & {
  readonly ran: readonly Pick<Migration, 'module' | 'name'>[]
  /** Migrated by a newer version, which allows this program to run. */
  readonly isNewer: boolean
}

/**
 * Reads the schema, and changes nothing. Throws when this program may not run over it: the database is of a newer version
 * that does not allow it, or of one from before the first release, which can't be upgraded.
 */
export async function readSchema(
  db: Db,
  migrations: readonly Pick<Migration, 'module' | 'name'>[],
  program: number = schemaVersion,
): Promise<Schema> {
  const { ran, ...span } = await db.read(async (tx) => {
    const { rows } = await sql<{ migrated: boolean; numbered: boolean }>`
      select to_regclass('platform.migration') is not null as migrated,
        to_regclass('platform.schema_version') is not null as numbered`.execute(tx)
    if (rows[0]?.migrated !== true) return { ran: [], ...firstSpan }
    const tables = tx.$extendTables<MigrationTables>()
    const ran = await tables
      .selectFrom('platform.migration')
      .select(['module', 'name'])
      .orderBy('name')
      .execute()
    const numbers = rows[0].numbered
      ? await tables
          .selectFrom('platform.schema_version')
          .select(['version', 'oldest_program as oldestProgram'])
          .executeTakeFirst()
      : undefined
    return { ran, ...(numbers ?? firstSpan) }
  })
  const known = new Set(migrations.map(nameOf))
  const unknown = ran.find((each) => !known.has(nameOf(each)))
  if (unknown && unknown.name < firstRelease)
    throw new Error(
      'the database was created by an unreleased version, before 0.2.0, and is left unchanged: start with an empty database',
    )
  const allowed = checkSpan(program, span)
  if (!allowed.ok)
    throw new Error(
      `this program has schema version ${String(program)}, and the database has ${String(span.version)} and allows programs from schema version ${String(span.oldestProgram)} on. It is left unchanged: start a newer version of the program (docs/operations/upgrade.md)`,
    )
  // Within one version between releases, the number says nothing.
  if (unknown && span.version <= program)
    throw new Error(
      `the database was migrated by a newer version (${nameOf(unknown)}) and is left unchanged: start that version`,
    )
  return { ...span, ran, isNewer: span.version > program }
}

/** How many have not run; nothing is changed. Throws when this program may not run over the database. */
export async function pendingMigrations(
  db: Db,
  migrations: readonly Pick<Migration, 'module' | 'name'>[],
  program: number = schemaVersion,
): Promise<number> {
  return notRun(await readSchema(db, migrations, program), migrations).length
}

/** Those that the database has not run. */
export function notRun<Named extends Pick<Migration, 'module' | 'name'>>(
  { ran }: Pick<Schema, 'ran'>,
  migrations: readonly Named[],
): readonly Named[] {
  const before = new Set(ran.map(nameOf))
  return migrations.filter((each) => !before.has(nameOf(each)))
}

/** The date of the first release: all migrations since then are kept. */
const firstRelease = '2026-11-29'

/**
 * The migrations of every module beside the platform, each a file that exports `up(tx)`; and `oldestProgram` or
 * `concurrentIndexes` where it needs them.
 */
export async function findMigrations(modules?: URL): Promise<readonly Migration[]> {
  const files = await findMigrationFiles(modules)
  return Promise.all(
    files.map(async ({ url, module, name }) => {
      const { up, oldestProgram, concurrentIndexes } = (await import(url.href)) as Omit<
        Migration,
        'module' | 'name'
      >
      return { module, name, up, oldestProgram, concurrentIndexes }
    }),
  )
}

/** Their files, none of them loaded: `<module>/migrations/YYYY-MM-DD-slug.ts`. */
export async function findMigrationFiles(
  modules: URL = new URL('../', import.meta.url),
): Promise<readonly MigrationFile[]> {
  const files = await readdir(modules, { recursive: true })
  return files.flatMap((file) => {
    const [, module, name] = /([\w-]+)\/migrations\/(\d{4}-\d\d-\d\d-[\w-]+)\.ts$/.exec(file) ?? []
    return module === undefined || name === undefined
      ? []
      : [{ url: new URL(file, modules), module, name }]
  })
}

type MigrationFile = { readonly url: URL; readonly module: string; readonly name: string }

type MigrationTables = {
  'platform.migration': { module: string; name: string }
  'platform.schema_version': { version: number; oldest_program: number }
}

/** In which they run. */
export const inOrder = (migrations: readonly Migration[]): readonly Migration[] =>
  migrations.toSorted(
    (one, other) => compare(one.name, other.name) || compare(one.module, other.module),
  )

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** An advisory lock of our own number, held to the end of the transaction. */
const takeTurn = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(7236181)`.execute(tx)
