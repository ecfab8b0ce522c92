import path from 'node:path'
import { createPostgresDb, type Db } from '#platform/db.ts'
import {
  findMigrationFiles,
  findMigrations,
  migrate,
  pendingMigrations,
} from '#platform/migrations.ts'
import { createPgliteDb } from '#platform/pglite-db.ts'
import type { Config } from './config.ts'

/** Opens the database that the configuration names and migrates it. Throws with the remedy. */
export async function openDb(
  config: Pick<Config, 'data' | 'databaseUrl' | 'databasePool'>,
): Promise<Db> {
  const db =
    config.databaseUrl === undefined
      ? await openEmbedded(path.join(config.data, 'db'))
      : createPostgresDb({ url: config.databaseUrl, poolSize: config.databasePool })
  await migrate(db, await findMigrations())
  return db
}

/**
 * Opens a database server whose tables another process has created. Throws while it has not: the process is
 * started again.
 */
export async function openMigratedDb({
  databaseUrl: url,
  databasePool: poolSize,
}: Pick<Config, 'databaseUrl' | 'databasePool'>): Promise<Db> {
  if (url === undefined)
    throw new Error('SOTEVARMENNE_DATABASE_URL is missing: this process has no embedded database')
  const db = createPostgresDb({ url, poolSize })
  const pending = await pendingMigrations(db, await findMigrationFiles())
  if (pending === 0) return db
  await db.close()
  throw new Error(
    `the database lacks ${String(pending)} migrations: web, jobs or ocsp runs them when it starts`,
  )
}

async function openEmbedded(directory: string): Promise<Db> {
  const opened = await createPgliteDb({ directory })
  if (opened.ok) return opened.value
  throw new Error(
    `the database in ${directory} is in use (${opened.refusal.kind}): another service runs on it. Stop that one, or set SOTEVARMENNE_DATA to another folder`,
  )
}
