import { readdir } from 'node:fs/promises'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** One step of the schema. A step that has run is never changed; the next one is a new file. */
export type Migration = {
  readonly module: string
  /** `YYYY-MM-DD-slug`: the order across modules. */
  readonly name: string
  readonly up: (tx: Tx) => Promise<void>
}

/**
 * Runs pending migrations, oldest first, each in a transaction of its own; returns the names of those that
 * ran. Processes that start together take turns.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await refuseOtherVersions(db, migrations)
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
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )

  const ran: string[] = []
  for (const migration of inOrder(migrations)) {
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
        await migration.up(tx)
        await known
          .insertInto('platform.migration')
          .values({ module: migration.module, name: migration.name })
          .execute()
        return ok(true)
      },
      { isolation: 'read committed' },
    )
    if (result.ok && result.value) ran.push(`${migration.module}/${migration.name}`)
  }
  return ran
}

/**
 * Throws, before anything is changed, when the database has run a migration that this version does not have:
 * it is of a newer version, or of one from before the first release, which can't be upgraded.
 * Returns those that have run.
 */
async function refuseOtherVersions(
  db: Db,
  migrations: readonly Pick<Migration, 'module' | 'name'>[],
): Promise<readonly Pick<Migration, 'module' | 'name'>[]> {
  const ran = await db.read(async (tx) => {
    const { rows } = await sql<{ migrated: boolean }>`
      select to_regclass('platform.migration') is not null as migrated`.execute(tx)
    if (rows[0]?.migrated !== true) return []
    return tx
      .$extendTables<MigrationTables>()
      .selectFrom('platform.migration')
      .select(['module', 'name'])
      .orderBy('name')
      .execute()
  })
  const known = new Set(migrations.map(({ module, name }) => `${module}/${name}`))
  const unknown = ran.find(({ module, name }) => !known.has(`${module}/${name}`))
  if (unknown === undefined) return ran
  throw new Error(
    unknown.name < firstRelease
      ? 'the database was created by an unreleased version, before 0.2.0, and is left unchanged: start with an empty database'
      : `the database was migrated by a newer version (${unknown.module}/${unknown.name}) and is left unchanged: start that version`,
  )
}

/** How many have not run; nothing is changed. Throws when the database is of another version. */
export async function pendingMigrations(
  db: Db,
  migrations: readonly Pick<Migration, 'module' | 'name'>[],
): Promise<number> {
  return migrations.length - (await refuseOtherVersions(db, migrations)).length
}

/** The date of the first release: all migrations since then are kept. */
const firstRelease = '2026-11-29'

/** The migrations of every module beside the platform, each a file that exports `up(tx)`. */
export async function findMigrations(modules?: URL): Promise<readonly Migration[]> {
  const files = await findMigrationFiles(modules)
  return Promise.all(
    files.map(async ({ url, module, name }) => {
      const { up } = (await import(url.href)) as Pick<Migration, 'up'>
      return { module, name, up }
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

type MigrationTables = { 'platform.migration': { module: string; name: string } }

const inOrder = (migrations: readonly Migration[]): readonly Migration[] =>
  migrations.toSorted(
    (one, other) => compare(one.name, other.name) || compare(one.module, other.module),
  )

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** An advisory lock of our own number, held to the end of the transaction. */
const takeTurn = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(7236181)`.execute(tx)
