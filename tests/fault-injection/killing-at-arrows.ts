import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askers, socketOf } from '@sotevarmenne/issuing/socket/client-roles'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPostgresDb, type Db } from '../../apps/server/src/platform/db.ts'
import { aProgramsRequest } from '../support/program-request.ts'
import { countOf, runJobsUntil, type InstalledService } from './installed-service.ts'
import { rowsJournalAndTrailAgree } from './issuing-world.ts'
import { surviveKillsOfJobs } from './killing-jobs.ts'
import { halfMade, ofAuthorities, openDoor, serverNamed } from './killing-web.ts'

/** The arrows of the issuing path as they are seen from outside, in their order. */
export const outerArrows = [
  'row-not-written',
  'row-written-not-committed',
  'committed-and-sent',
  'signed-and-journalled',
  'completion-written-not-committed',
  'completed',
] as const

/** Those at which the signer itself is killed. */
export const outerSignerArrows = ['question-on-the-way', 'journalled-not-answered'] as const

export type OuterArrow = (typeof outerArrows)[number]

/** Stops the installed processes where told, with nothing in them that knows of it: by locks in the database, and on the way to the signer. */
export type Traps = {
  /** As a data folder: all is as in the real one, but the way to the signer's issuing socket. */
  readonly data: string
  readonly set: (arrow: OuterArrow) => Promise<Trap>
  readonly close: () => Promise<void>
}

export type Trap = {
  /** A process stands at the arrow and goes no further. */
  readonly isReached: Promise<unknown>
  /** What stood behind it goes on. */
  readonly open: () => Promise<void>
}

export async function layTraps({ service, db }: InstalledService): Promise<Traps> {
  const way = await layWay(service.data)
  const tables = lockTables(createPostgresDb({ url: service.databaseUrl }))
  const set = async (arrow: OuterArrow): Promise<Trap> => {
    if (arrow === 'row-not-written') {
      const lock = await tables.lock('issuance.certificate')
      return { isReached: until(() => someoneWaits(db, waitsForRow)), open: lock.release }
    }
    if (arrow === 'row-written-not-committed') {
      const lock = await tables.lock('audit.entry')
      return { isReached: until(() => someoneWaits(db, waitsForTrail)), open: lock.release }
    }
    if (arrow === 'committed-and-sent') return way.hold('questions')
    if (arrow === 'signed-and-journalled') return way.hold('answers')
    if (arrow === 'completed') {
      const before = await countOf(db, issued)
      const isReached = until(async () => (await countOf(db, issued)) > before)
      return { isReached, open: () => Promise.resolve() }
    }
    const answers = way.hold('answers')
    const lock = answers.isReached.then(() => tables.lock('audit.entry'))
    const isReached = lock.then(async () => {
      await answers.open()
      await until(() => someoneWaits(db, waitsForTrail))
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

/** At each arrow once: web stands there, is killed and started again, and whoever asked asks again. */
export async function surviveKillsOfWebAt(
  installed: InstalledService,
  traps: Traps,
  arrows: readonly OuterArrow[],
): Promise<void> {
  const { service, db } = installed
  await service.end('web')
  await service.start('web', { SOTEVARMENNE_DATA: traps.data })
  const door = await openDoor(service)
  for (const arrow of arrows) {
    const name = `${arrow}.esimerkkila.example`
    const request = aProgramsRequest(name)
    const trap = await traps.set(arrow)
    const answer = door.ask(request)
    await trap.isReached
    await service.end('web', 'SIGKILL')
    await trap.open()
    // What was signed while it was killed may have been answered in its last moment; a client that heard it has the same.
    const heard = await answer
    assert.deepEqual(await standingOf(installed, name), standing[arrow], arrow)
    await service.start('web', { SOTEVARMENNE_DATA: traps.data })
    const serial = await door.ask(request)
    assert.ok(serial !== undefined, `${arrow}: answered by the next web`)
    assert.equal(heard ?? serial, serial, arrow)
    assert.equal(await door.ask(request), serial, arrow)
    assert.equal(await countOf(db, serverNamed(name)), 1, `${arrow}: one certificate`)
  }
  door.close()
  await comesToItsEnd(installed)
}

/** At each arrow once: the signer is killed on the way of a request, and web waits for the next one. */
export async function surviveKillsOfSignerAt(
  installed: InstalledService,
  traps: Traps,
): Promise<void> {
  const { service, db } = installed
  await service.end('web')
  await service.start('web', { SOTEVARMENNE_DATA: traps.data })
  const door = await openDoor(service)
  for (const arrow of outerSignerArrows) {
    const name = `${arrow}.esimerkkila.example`
    const request = aProgramsRequest(name)
    const isBefore = arrow === 'question-on-the-way'
    const trap = await traps.set(isBefore ? 'committed-and-sent' : 'signed-and-journalled')
    const answer = door.ask(request, { mayWait: true })
    await trap.isReached
    await service.end('signer', 'SIGKILL')
    await trap.open()
    await service.start('signer')
    const heard = await answer
    let serial: string | undefined
    for (let asked = 0; serial === undefined && asked < 600; asked += 1) {
      serial = await door.ask(request, { mayWait: true })
      if (serial === undefined) await sleep(100)
    }
    assert.ok(serial !== undefined, `${arrow}: answered once there is a signer`)
    assert.equal(heard ?? serial, serial, arrow)
    assert.equal(await countOf(db, serverNamed(name)), 1, `${arrow}: one certificate`)
  }
  door.close()
  await comesToItsEnd(installed)
}

/** At each arrow once: jobs stands there with a card that it makes, is killed and started again; every card is made once. */
export async function surviveKillsOfJobsAt(
  installed: InstalledService,
  traps: Traps,
  arrows: readonly OuterArrow[],
): Promise<void> {
  const kills = arrows.map((arrow) => {
    let trap: Trap | undefined
    return {
      // Once it makes cards: at its start it writes the authorities down, and would stand there.
      reached: async () => {
        trap = await traps.set(arrow)
        await trap.isReached
      },
      after: () => trap?.open() ?? Promise.resolve(),
    }
  })
  await surviveKillsOfJobs(installed, { cards: 2 * arrows.length, kills, data: traps.data })
}

/** What is to be seen of the request when the process is dead: its row, and whether the signer has signed it. */
const standing: Readonly<
  Record<OuterArrow, { readonly row?: string; readonly isSigned: boolean }>
> = {
  'row-not-written': { isSigned: false },
  'row-written-not-committed': { isSigned: false },
  'committed-and-sent': { row: 'reserved', isSigned: false },
  'signed-and-journalled': { row: 'reserved', isSigned: true },
  'completion-written-not-committed': { row: 'reserved', isSigned: true },
  completed: { row: 'issued', isSigned: true },
}

async function standingOf({ db, authority }: InstalledService, name: string) {
  const { rows } = await db.read((tx) =>
    sql<{ state: string; serial: string }>`
      select state, serial from ${serverNamed(name)}`.execute(tx),
  )
  const [row] = rows
  if (row === undefined) return { isSigned: false }
  const journal = await readFile(join(authority.folder, 'keys/journal'), 'utf8')
  return { row: row.state, isSigned: journal.includes(` serial ${row.serial} `) }
}

async function comesToItsEnd({ service, db, authority }: InstalledService): Promise<void> {
  await runJobsUntil(
    service,
    async () =>
      (await countOf(db, halfMade)) === 0 &&
      (await countOf(db, ofAuthorities)) === authority.issuers.all.length,
  )
  await rowsJournalAndTrailAgree(db, authority)
}

/** Between web or jobs and the signer, for whoever takes this folder as the data folder. */
async function layWay(real: string) {
  const data = await mkdtemp(join(tmpdir(), 'on-the-way-'))
  for (const name of await readdir(real))
    if (name !== 'run') await symlink(join(real, name), join(data, name))
  const run = join(data, 'run')
  await mkdir(dirname(socketOf(run, 'issuing')), { recursive: true })
  for (const asker of askers)
    if (asker !== 'issuing')
      await symlink(dirname(socketOf(join(real, 'run'), asker)), dirname(socketOf(run, asker)))

  let held: 'questions' | 'answers' | undefined
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
  const server = createServer((asker) => {
    const signer = connect(socketOf(join(real, 'run'), 'issuing'))
    for (const [one, other] of [
      [asker, signer],
      [signer, asker],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => other.destroy())
      one.on('data', (octets: Buffer) => {
        pass(one === asker ? 'questions' : 'answers', () => {
          if (other.writable) other.write(octets)
        })
      })
    }
  })
  server.listen(socketOf(run, 'issuing'))
  await once(server, 'listening')
  return {
    data,
    hold: (what: 'questions' | 'answers') => {
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

/** By connections of their own, which end with them. */
function lockTables(db: Db) {
  const ends: (() => void)[] = []
  return {
    /** Who would write into the table waits until it is let go. */
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
      // A test that failed has let go of nothing, and a connection that is in use does not close.
      for (const end of ends) end()
      await db.close()
    },
  }
}

const waitsForRow = sql`waiting.relation = 'issuance.certificate'::regclass`
/** With a row of a certificate written in the same transaction. */
const waitsForTrail = sql`waiting.relation = 'audit.entry'::regclass and exists (
  select from pg_locks written
  where written.pid = waiting.pid and written.granted and written.mode = 'RowExclusiveLock'
    and written.relation = 'issuance.certificate'::regclass)`

const someoneWaits = async (db: Db, where: ReturnType<typeof sql>): Promise<boolean> =>
  (await countOf(db, sql`pg_locks waiting where not waiting.granted and ${where}`)) > 0

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5)
}

const issued = sql`issuance.certificate where state = 'issued'`
