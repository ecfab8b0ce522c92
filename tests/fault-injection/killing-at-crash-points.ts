import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientRoles, socketOf } from '@sotevarmenne/issuing/socket/client-roles'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'
import { surviveKillsOfJobs } from './killing-jobs.ts'
import { incomplete, ofCas, openListener, serverNamed } from './killing-web.ts'

/** The crash points of issuing as seen from outside, in order. */
export const outerCrashPoints = [
  'row-not-written',
  'row-written-not-committed',
  'committed-and-sent',
  'signed-and-logged',
  'completion-written-not-committed',
  'completed',
] as const

/** Crash points at which the signer itself is killed. */
export const outerSignerCrashPoints = ['request-on-the-way', 'logged-not-returned'] as const

export type OuterCrashPoint = (typeof outerCrashPoints)[number]

/**
 * Stops the unmodified installed processes at the given crash points: by locks in the database, and between
 * them and the signer.
 */
export type Traps = {
  /** Used as data folder: the same as the real one, except the path to the signer's issuing socket. */
  readonly data: string
  readonly set: (crashPoint: OuterCrashPoint) => Promise<Trap>
  readonly close: () => Promise<void>
}

export type Trap = {
  /** Resolves when a process is blocked at the crash point. */
  readonly isReached: Promise<unknown>
  /** Lets the blocked process continue. */
  readonly open: () => Promise<void>
}

export async function layTraps({ service, db }: InstalledService): Promise<Traps> {
  const way = await layWay(service.data)
  const tables = lockTables(createPostgresDb({ url: service.databaseUrl }))
  const set = async (crashPoint: OuterCrashPoint): Promise<Trap> => {
    if (crashPoint === 'row-not-written') {
      const lock = await tables.lock('issuance.certificate')
      return { isReached: until(() => someoneWaits(db, waitsForRow)), open: lock.release }
    }
    if (crashPoint === 'row-written-not-committed') {
      const lock = await tables.lock('audit.entry')
      return { isReached: until(() => someoneWaits(db, waitsForAuditLog)), open: lock.release }
    }
    if (crashPoint === 'committed-and-sent') return way.hold('requests')
    if (crashPoint === 'signed-and-logged') return way.hold('responses')
    if (crashPoint === 'completed') {
      const before = await countOf(db, issued)
      const isReached = until(async () => (await countOf(db, issued)) > before)
      return { isReached, open: () => Promise.resolve() }
    }
    const responses = way.hold('responses')
    const lock = responses.isReached.then(() => tables.lock('audit.entry'))
    const isReached = lock.then(async () => {
      await responses.open()
      await until(() => someoneWaits(db, waitsForAuditLog))
    })
    return { isReached, open: async () => (await lock).release() }
  }
  return {
    data: way.data,
    set,
    close: async () => {
      await way.close()
      await tables.close()
    },
  }
}

/** At each crash point once: web is blocked there, is killed and restarted, and the client retries. */
export async function surviveKillsOfWebAt(
  installed: InstalledService,
  traps: Traps,
  crashPoints: readonly OuterCrashPoint[],
): Promise<void> {
  const { service, db } = installed
  await service.end('web')
  await service.start('web', { SOTEVARMENNE_DATA: traps.data })
  const listener = await openListener(service)
  for (const crashPoint of crashPoints) {
    const name = `${crashPoint}.esimerkkila.example`
    const request = aProgramsRequest(name)
    const trap = await traps.set(crashPoint)
    const response = listener.request(request)
    await trap.isReached
    await service.end('web', 'SIGKILL')
    await trap.open()
    // A certificate signed during the kill may still have been returned; a client that received it has the same.
    const received = await response
    assert.deepEqual(await standingOf(installed, name), standing[crashPoint], crashPoint)
    await service.start('web', { SOTEVARMENNE_DATA: traps.data })
    const serial = await listener.request(request)
    assert.ok(serial !== undefined, `${crashPoint}: answered by the next web`)
    assert.equal(received ?? serial, serial, crashPoint)
    assert.equal(await listener.request(request), serial, crashPoint)
    assert.equal(await countOf(db, serverNamed(name)), 1, `${crashPoint}: one certificate`)
  }
  listener.close()
  await comesToItsEnd(installed)
}

/** At each crash point once: the signer is killed during a request, and web waits for the next signer. */
export async function surviveKillsOfSignerAt(
  installed: InstalledService,
  traps: Traps,
): Promise<void> {
  const { service, db } = installed
  await service.end('web')
  await service.start('web', { SOTEVARMENNE_DATA: traps.data })
  const listener = await openListener(service)
  for (const crashPoint of outerSignerCrashPoints) {
    const name = `${crashPoint}.esimerkkila.example`
    const request = aProgramsRequest(name)
    const isBefore = crashPoint === 'request-on-the-way'
    const trap = await traps.set(isBefore ? 'committed-and-sent' : 'signed-and-logged')
    const response = listener.request(request, { mayWait: true })
    await trap.isReached
    await service.end('signer', 'SIGKILL')
    await trap.open()
    await service.start('signer')
    const received = await response
    let serial: string | undefined
    for (let requested = 0; serial === undefined && requested < 600; requested += 1) {
      serial = await listener.request(request, { mayWait: true })
      if (serial === undefined) await sleep(100)
    }
    assert.ok(serial !== undefined, `${crashPoint}: answered once there is a signer`)
    assert.equal(received ?? serial, serial, crashPoint)
    assert.equal(await countOf(db, serverNamed(name)), 1, `${crashPoint}: one certificate`)
  }
  listener.close()
  await comesToItsEnd(installed)
}

/**
 * At each crash point once: jobs is blocked there producing a card, is killed and restarted; every card is
 * produced once.
 */
export async function surviveKillsOfJobsAt(
  installed: InstalledService,
  traps: Traps,
  crashPoints: readonly OuterCrashPoint[],
): Promise<void> {
  const kills = crashPoints.map((crashPoint) => {
    let trap: Trap | undefined
    return {
      // Only once it produces cards: at its start it records the CAs, and would be blocked there.
      reached: async () => {
        trap = await traps.set(crashPoint)
        await trap.isReached
      },
      after: () => trap?.open() ?? Promise.resolve(),
    }
  })
  await surviveKillsOfJobs(installed, { cards: 2 * crashPoints.length, kills, data: traps.data })
}

/** Visible state of the request after the kill: its row, and whether the signer has signed it. */
const standing: Readonly<
  Record<OuterCrashPoint, { readonly row?: string; readonly isSigned: boolean }>
> = {
  'row-not-written': { isSigned: false },
  'row-written-not-committed': { isSigned: false },
  'committed-and-sent': { row: 'reserved', isSigned: false },
  'signed-and-logged': { row: 'reserved', isSigned: true },
  'completion-written-not-committed': { row: 'reserved', isSigned: true },
  completed: { row: 'issued', isSigned: true },
}

async function standingOf({ db, ca }: InstalledService, name: string) {
  const { rows } = await db.read((tx) =>
    sql<{ state: string; serial: string }>`
      select state, serial from ${serverNamed(name)}`.execute(tx),
  )
  const [row] = rows
  if (row === undefined) return { isSigned: false }
  const signingLog = await readFile(join(ca.folder, 'keys/signing-log'), 'utf8')
  return { row: row.state, isSigned: signingLog.includes(` serial ${row.serial} `) }
}

async function comesToItsEnd({ service, db, ca }: InstalledService): Promise<void> {
  await runJobsUntil(
    service,
    async () =>
      (await countOf(db, incomplete)) === 0 && (await countOf(db, ofCas)) === ca.issuers.all.length,
  )
  await rowsSigningLogAndAuditLogAgree(db, ca)
}

/** A proxy between web or jobs and the signer, for a process with this folder as data folder. */
async function layWay(real: string) {
  const data = await mkdtemp(join(tmpdir(), 'on-the-way-'))
  for (const name of await readdir(real))
    if (name !== 'run') await symlink(join(real, name), join(data, name))
  const run = join(data, 'run')
  await mkdir(dirname(socketOf(run, 'issuing')), { recursive: true })
  for (const requester of clientRoles)
    if (requester !== 'issuing')
      await symlink(
        dirname(socketOf(join(real, 'run'), requester)),
        dirname(socketOf(run, requester)),
      )

  let held: 'requests' | 'responses' | undefined
  let reached = Promise.withResolvers<undefined>()
  let waiting: (() => void)[] = []
  const pass = (what: typeof held, go: () => void): void => {
    if (held !== what) {
      go()
      return
    }
    waiting.push(go)
    reached.resolve(undefined)
  }
  const server = createServer((requester) => {
    const signer = connect(socketOf(join(real, 'run'), 'issuing'))
    for (const [one, other] of [
      [requester, signer],
      [signer, requester],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => other.destroy())
      one.on('data', (bytes: Buffer) => {
        pass(one === requester ? 'requests' : 'responses', () => {
          if (other.writable) other.write(bytes)
        })
      })
    }
  })
  server.listen(socketOf(run, 'issuing'))
  await once(server, 'listening')
  return {
    data,
    hold: (what: 'requests' | 'responses') => {
      held = what
      reached = Promise.withResolvers<undefined>()
      return {
        isReached: reached.promise,
        open: () => {
          held = undefined
          for (const go of waiting) go()
          waiting = []
          return Promise.resolve()
        },
      }
    },
    close: async () => {
      server.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Locks held by separate connections, which end with them. */
function lockTables(db: Db) {
  const ends: (() => void)[] = []
  return {
    /** Writers to the table wait until the lock is released. */
    lock: async (table: 'issuance.certificate' | 'audit.entry') => {
      const isLocked = Promise.withResolvers<undefined>()
      const isOver = Promise.withResolvers<undefined>()
      const end = (): void => {
        isOver.resolve(undefined)
      }
      ends.push(end)
      const lock = db.write(async (tx) => {
        await sql`lock table ${sql.raw(table)} in exclusive mode`.execute(tx)
        isLocked.resolve(undefined)
        await isOver.promise
        return ok(undefined)
      })
      await Promise.race([isLocked.promise, lock])
      return {
        release: async () => {
          end()
          await lock
        },
      }
    },
    close: async () => {
      // A failed test has not released its locks, and a connection in use does not close.
      for (const end of ends) end()
      await db.close()
    },
  }
}

const waitsForRow = sql`waiting.relation = 'issuance.certificate'::regclass`
/** With a row of a certificate written in the same transaction. */
const waitsForAuditLog = sql`waiting.relation = 'audit.entry'::regclass and exists (
  select from pg_locks written
  where written.pid = waiting.pid and written.granted and written.mode = 'RowExclusiveLock'
    and written.relation = 'issuance.certificate'::regclass)`

const someoneWaits = async (db: Db, where: ReturnType<typeof sql>): Promise<boolean> =>
  (await countOf(db, sql`pg_locks waiting where not waiting.granted and ${where}`)) > 0

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5)
}

const issued = sql`issuance.certificate where state = 'issued'`
