import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { hour, minute } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type pg from 'pg'
import { createPool, dbOver, type OpenDb } from './db.ts'
import { lockDirectory, type DirectoryInUse } from './pglite/directory-lock.ts'
import type { DatabaseThread } from './pglite/worker.ts'

/**
 * Opens the embedded database of the directory and creates it when there is none (a few seconds). One process
 * at a time: the second is refused. Rejects when the directory can't be read or is not a database.
 */
export async function createPgliteDb({
  directory,
  repeat = repeatByTimer,
}: PgliteOptions): Promise<Result<OpenDb, DirectoryInUse>> {
  await mkdir(directory, { recursive: true })
  await chmod(directory, 0o700)
  const lock = await lockDirectory(directory)
  if (!lock.ok) return lock

  const socket = await socketPlace(directory)
  const thread: DatabaseThread = {
    directory: join(directory, 'data'),
    socketPath: join(socket.directory, socketName),
  }
  const worker = new Worker(new URL('./pglite/worker.ts', import.meta.url), {
    workerData: thread,
  })
  try {
    await once(worker, 'message')
  } catch (thrown) {
    await lock.value.release()
    throw new Error(`the database in ${directory} does not open`, { cause: thrown })
  }

  // PGlite has one session: a second connection would interfere with the first one's transaction.
  const pool = createPool({
    host: socket.directory,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
  })
  const maintenance = scheduleMaintenance(pool, repeat)
  return ok(
    dbOver(pool, async () => {
      maintenance.stop()
      worker.postMessage('close')
      await once(worker, 'exit')
      await socket.remove()
      await lock.value.release()
    }),
  )
}

export type PgliteOptions = {
  readonly directory: string
  /** Schedules the maintenance. */
  readonly repeat?: Repeat
}

/** The name of a Unix socket in a directory, by libpq's convention. */
const socketName = '.s.PGSQL.5432'

/**
 * A Unix socket's path has at most 107 bytes; for a longer path the socket is put under the temporary
 * directory.
 */
async function socketPlace(
  directory: string,
): Promise<{ readonly directory: string; readonly remove: () => Promise<void> }> {
  const path = join(directory, socketName)
  if (Buffer.byteLength(path) <= 107) {
    await rm(path, { force: true })
    return { directory, remove: () => rm(path, { force: true }) }
  }
  const short = await mkdtemp(join(tmpdir(), 'sotevarmenne-db-'))
  return { directory: short, remove: () => rm(short, { recursive: true, force: true }) }
}

/**
 * PGlite has neither checkpointer nor autovacuum: without these the write-ahead log and the tables grow for
 * ever.
 */
function scheduleMaintenance(pool: pg.Pool, repeat: Repeat): { readonly stop: () => void } {
  const run = (statement: string) => async (): Promise<void> => {
    // It is retried at the next turn; if the database is gone, every operation reports it.
    await pool.query(statement).catch(() => undefined)
  }
  const stops = [repeat(5 * minute, run('checkpoint')), repeat(6 * hour, run('vacuum (analyze)'))]
  return {
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

/** Runs the action repeatedly, the first time after the interval, until the returned function is called. */
export type Repeat = (intervalMilliseconds: number, action: () => Promise<void>) => () => void

/** Does not keep the process alive. */
const repeatByTimer: Repeat = (intervalMilliseconds, action) => {
  const timer = setInterval(() => void action(), intervalMilliseconds).unref()
  return () => {
    clearInterval(timer)
  }
}
