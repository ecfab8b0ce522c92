// cspell:ignore nspname nspowner rolname
import path from 'node:path'
import { sql } from 'kysely'
import { hour, minute } from '@sotevarmenne/kernel/instant'
import { createPostgresDb, type Db, type DbLimits, type OpenDb } from '#platform/db.ts'
import { applyGrants } from '#platform/grants.ts'
import {
  findMigrationFiles,
  findMigrations,
  migrate,
  pendingMigrations,
  readSchema,
} from '#platform/migrations.ts'
import { schemaVersion } from '#platform/schema-version.ts'
import { createPgliteDb } from '#platform/pglite-db.ts'
import { planUpgrade, type UpgradePlan } from '#platform/upgrade-plan.ts'
import type { Config } from './config.ts'
import { databaseRoles, grants, type DatabaseUser } from './grants.ts'
import type { ProcessName } from './processes.ts'

/**
 * Opens the database that the configuration names. The embedded one is migrated, and so is one on a server by
 * the service in one process, which owns it. Every other process checks its database, and throws with the
 * remedy while it can't use it: the process is started again.
 */
export async function openDb(
  config: Pick<Config, 'data' | 'databaseUrl' | 'databasePool'>,
  process: ProcessName,
): Promise<OpenDb> {
  const { databaseUrl: url, databasePool: poolSize } = config
  if (url !== undefined && process !== 'all') return openMigratedDb(config, process)
  if (url !== undefined) {
    await migrateAt(url)
    return createPostgresDb({
      url,
      poolSize,
      name: connectionName(process),
      limits: limitsOf('jobs'),
    })
  }
  // The processes of an installation can't share it; the one process of a small one can, and its command line.
  if (process !== 'all' && process !== 'cli')
    throw new Error(
      `SOTEVARMENNE_DATABASE_URL names no database server: ${process} can’t use the embedded database, which has one process`,
    )
  const db = await openEmbedded(path.join(config.data, 'db'))
  await migrate(db, await findMigrations())
  return db
}

/** `cli upgrade check` finds the versions of connected programs by it. */
const connectionName = (process: ProcessName | DatabaseUser): string =>
  `sotevarmenne ${process}, schema ${String(schemaVersion)}`

/** Statements of jobs and of an operator may take longer than anybody waits for a page. */
const limitsOf = (process: DatabaseUser): Partial<DbLimits> =>
  process === 'jobs' ? { silence: minute } : process === 'cli' ? { silence: hour } : {}

/** Opens a database server that was migrated before, as the process' own role (`grants.ts`). */
export async function openMigratedDb(
  { databaseUrl: url, databasePool: poolSize }: Pick<Config, 'databaseUrl' | 'databasePool'>,
  process: DatabaseUser,
): Promise<OpenDb> {
  if (url === undefined)
    throw new Error('SOTEVARMENNE_DATABASE_URL is missing: this process has no embedded database')
  const db = createPostgresDb({
    ...{ url, poolSize, name: connectionName(process), limits: limitsOf(process) },
  })
  try {
    await checkRole(db, process)
    const pending = await pendingMigrations(db, await findMigrationFiles())
    if (pending > 0)
      throw new Error(`the database lacks ${String(pending)} migrations: ${howToMigrate}`)
    return db
  } catch (fault) {
    await db.close()
    throw fault
  }
}

const howToMigrate = 'run `cli migrate` as its owner (docs/operations/install.md)'

/** A process that owns the tables, or has another's role, would stand outside the walls between processes. */
async function checkRole(db: Db, process: DatabaseUser): Promise<void> {
  const role = databaseRoles[process]
  const { rows } = await db.read((tx) =>
    sql<{ name: string; owns: boolean; isOwn: boolean | null; isGranted: boolean | null }>`
      select current_user as name,
        has_database_privilege(current_database(), 'create')
          or coalesce(pg_has_role(nspowner, 'usage'), false) as owns,
        (select pg_has_role(oid, 'usage') from pg_roles where rolname = ${role}) as "isOwn",
        has_schema_privilege(schema.oid, 'usage') as "isGranted"
      from (select) as one left join pg_namespace as schema on nspname = 'platform'`.execute(tx),
  )
  const [found] = rows
  if (found === undefined) throw new Error('unreachable: one row')
  // An operator at the terminal may be the owner: there is no process that could be taken over.
  if (found.owns && process === 'cli') return
  if (found.owns)
    throw new Error(
      `the database role ${found.name} may change the tables: ${process} connects as ${role}, in SOTEVARMENNE_DATABASE_URL`,
    )
  if (found.isOwn !== true)
    throw new Error(
      `the database role ${found.name} is not that of ${process}: connect as ${role} or a member of it; if there is none, ${howToMigrate}`,
    )
  // Null: there are no tables yet.
  if (found.isGranted === false)
    throw new Error(`the database gives ${found.name} no rights yet: ${howToMigrate}`)
}

/**
 * Brings the tables of the database to this version, and the rights of the processes' roles; returns the
 * migrations that ran. Run by the owner of the tables.
 */
export async function migrateDb(
  config: Pick<Config, 'databaseUrl'>,
  onWait?: (words: string) => void,
): Promise<readonly string[]> {
  if (config.databaseUrl === undefined)
    throw new Error(
      'SOTEVARMENNE_DATABASE_URL is missing: the embedded database is migrated when the service starts',
    )
  return migrateAt(config.databaseUrl, {
    ...(onWait && { onWait }),
    // The rights of an older program would take away what a newer one needs.
    beforehand: refuseNewer,
    afterwards: (db) => applyGrants(db, grants),
  })
}

/** What the migrations of this version would do, read by the owner of the tables or an operator. */
export async function planUpgradeOf({
  databaseUrl: url,
}: Pick<Config, 'databaseUrl'>): Promise<UpgradePlan> {
  if (url === undefined)
    throw new Error(
      'SOTEVARMENNE_DATABASE_URL is missing: the embedded database is upgraded when the service starts, alone',
    )
  const db = createPostgresDb({ url, poolSize: 1, name: connectionName('cli') })
  try {
    const processRoles = Object.values(databaseRoles)
    return await planUpgrade(db, await findMigrations(), { processRoles, program: schemaVersion })
  } finally {
    await db.close()
  }
}

/** On a connection of its own, whose statements may take an hour: a large table is rewritten. */
async function migrateAt(
  url: string,
  {
    onWait = () => undefined,
    beforehand = () => Promise.resolve(),
    afterwards = () => Promise.resolve(),
  }: {
    readonly onWait?: (words: string) => void
    readonly beforehand?: (db: Db) => Promise<void>
    readonly afterwards?: (db: Db) => Promise<void>
  } = {},
): Promise<readonly string[]> {
  const db = createPostgresDb({ url, poolSize: 1, limits: limitsOf('cli') })
  try {
    await beforehand(db)
    const ran = await migrate(db, await findMigrations(), { onWait })
    await afterwards(db)
    return ran
  } finally {
    await db.close()
  }
}

async function refuseNewer(db: Db): Promise<void> {
  const { version, isNewer } = await readSchema(db, await findMigrationFiles())
  if (isNewer)
    throw new Error(
      `the database has schema version ${String(version)}, newer than that of this program, ${String(schemaVersion)}: nothing is changed. This program may run over it; migrate with the newer one`,
    )
}

async function openEmbedded(directory: string): Promise<OpenDb> {
  const opened = await createPgliteDb({ directory })
  if (opened.ok) return opened.value
  throw new Error(
    `the database in ${directory} is in use (${opened.refusal.kind}): another service runs on it. Stop that one, or set SOTEVARMENNE_DATA to another folder`,
  )
}
