import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { grants } from '../../../apps/server/src/entry/grants.ts'
import { createPostgresDb, type MigratableDb } from '../../../apps/server/src/platform/db.ts'
import { applyGrants } from '../../../apps/server/src/platform/grants.ts'
import {
  findMigrationFiles,
  findMigrations,
  migrate,
} from '../../../apps/server/src/platform/migrations.ts'
import { createPgliteDb } from '../../../apps/server/src/platform/pglite-db.ts'

export type DatabaseKind = 'PGlite' | 'PostgreSQL'

/** Database of a suite: migrated, empty and its own. */
export type TestDatabase = {
  /** Usable inside tests and hooks; created before the first of them. */
  readonly db: MigratableDb
  readonly kind: DatabaseKind
}

/**
 * Runs a suite on a PostgreSQL server of Debian; in the deep tests on the embedded database. Each run has its
 * own database with the schemas of all modules; tests of one suite share it. Without a server it runs on the
 * embedded one; where `CI=true` a missing server fails the run.
 */
export function forEachDatabase(name: string, suite: (database: TestDatabase) => void): void {
  const missing = noServer()
  if (process.env['TEST_DATABASE'] === 'PGlite' || (missing !== undefined && !isCi))
    describe(`${name}, on PGlite`, () => {
      suite(openedBefore('PGlite'))
    })
  else if (missing === undefined)
    describe(`${name}, on PostgreSQL`, () => {
      suite(openedBefore('PostgreSQL'))
    })
  else
    it(`${name}, on PostgreSQL`, () => {
      throw new Error(`${missing}: install postgresql-17`)
    })
}

const isCi = process.env['CI'] === 'true'

/**
 * A migrated database for tests that open and close it themselves: by default on a server, where there is
 * one.
 */
export async function openTestDatabase(
  kind: DatabaseKind = noServer() === undefined ? 'PostgreSQL' : 'PGlite',
): Promise<{ readonly db: MigratableDb; readonly close: () => Promise<void> }> {
  return kind === 'PGlite' ? openPglite() : openOnServer()
}

/**
 * A separate migrated PGlite directory, not open, for tests that open it from several processes; a new one
 * unless named.
 */
export async function makePgliteDirectory(named?: string): Promise<string> {
  const directory = named ?? (await mkdtemp(join(tmpdir(), 'sotevarmenne-pglite-')))
  await cp(await pgliteTemplate(), directory, { recursive: true })
  return directory
}

function openedBefore(kind: DatabaseKind): TestDatabase {
  let opened: { readonly db: MigratableDb; readonly close: () => Promise<void> } | undefined
  before(async () => {
    opened = await openTestDatabase(kind)
  })
  after(async () => {
    await opened?.close()
  })
  const db = (): MigratableDb => {
    if (opened === undefined)
      throw new Error('database not open yet: use it in tests and hooks only')
    return opened.db
  }
  return {
    kind,
    db: {
      write: (action, options) => db().write(action, options),
      read: (request) => db().read(request),
      outsideTransaction: (statement) => db().outsideTransaction(statement),
      close: () => db().close(),
    },
  }
}

/** On the disk, and kept between runs; the temporary files of a run are deleted at its end. */
const cache = join(
  process.env['TEST_CACHE'] ?? tmpdir(),
  `sotevarmenne-tests-${String(process.getuid?.() ?? 0)}`,
)

async function openPglite(): Promise<{
  readonly db: MigratableDb
  readonly close: () => Promise<void>
}> {
  const directory = await makePgliteDirectory()
  const opened = await createPgliteDb({ directory })
  if (!opened.ok) throw new Error(opened.refusal.kind)
  return {
    db: opened.value,
    close: async () => {
      await opened.value.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/**
 * A directory with all migrations run, stored between runs: creating one takes seconds, copying it a moment.
 */
async function pgliteTemplate(): Promise<string> {
  return keep(`pglite-${await digestOfMigrations()}`, async (directory) => {
    const opened = await createPgliteDb({ directory })
    if (!opened.ok) throw new Error(opened.refusal.kind)
    await migrateAndClose(opened.value)
  })
}

async function migrateAndClose(db: MigratableDb, isServer = false): Promise<void> {
  try {
    await migrate(db, await findMigrations())
    if (isServer) await applyGrants(db, grants)
  } finally {
    await db.close()
  }
}

async function digestOfMigrations(): Promise<string> {
  const source = createHash('sha256')
  for (const { url, module, name } of await findMigrationFiles())
    source.update(await readFile(url)).update(`${module}/${name}`)
  const grantsFile = new URL('../../../apps/server/src/platform/grants.ts', import.meta.url)
  source.update(JSON.stringify(grants)).update(await readFile(grantsFile))
  return source.digest('hex').slice(0, 16)
}

/** Creates something once for all test processes: first under a temporary name, then under its own. */
async function keep(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(cache, name)
  if (existsSync(path)) return path
  await mkdir(cache, { recursive: true, mode: 0o755 })
  const aside = `${path}.${randomUUID()}`
  try {
    await make(aside)
    await rename(aside, path)
  } catch (thrown) {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(path)) throw thrown
  }
  return path
}

export const binaries = '/usr/lib/postgresql/17/bin'

/** Why PostgreSQL can't be started here; undefined when it can. */
export const noServer = (): string | undefined =>
  existsSync(`${binaries}/postgres`) ? undefined : `no ${binaries}/postgres`

const run = promisify(execFile)

/** The server of this process, unless the run has one; it always ends with the process. */
let server: Promise<Server> | undefined
let usersOfServer = 0
let isServerOfRunGone = false

/** Where a run of many files gives its server to each of them (`server-of-run.ts`). */
export const serverOfRun = 'TEST_SERVER'

/**
 * The same on a server of PostgreSQL, with its address for programs that open it themselves: as the owner, or as
 * the role of a process.
 */
export async function openOnServer(): Promise<{
  readonly db: MigratableDb
  readonly url: string
  readonly urlAs: (process: keyof typeof grants.roles) => string
  readonly close: () => Promise<void>
}> {
  const { socketDirectory, leave } = await enterServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  try {
    await requestServer('createdb', socketDirectory, [
      ...['--template', migrated, '--strategy', 'file_copy'],
      name,
    ])
  } catch (fault) {
    await leave()
    throw fault
  }
  const url = urlOf(socketDirectory, name)
  const db = createPostgresDb({ url })
  const close = async (): Promise<void> => {
    await db.close()
    await requestServer('dropdb', socketDirectory, ['--force', name])
    await leave()
  }
  const urlAs = (process: keyof typeof grants.roles): string =>
    urlOf(socketDirectory, name, grants.roles[process])
  return { db, url, urlAs, close }
}

type Entered = Pick<Server, 'socketDirectory'> & { readonly leave: () => Promise<void> }

async function enterServer(): Promise<Entered> {
  const socketDirectory = process.env[serverOfRun]
  if (socketDirectory !== undefined && !isServerOfRunGone) {
    if (await responses(socketDirectory)) return { socketDirectory, leave: () => Promise.resolve() }
    isServerOfRunGone = true
    process.stderr.write(
      `The run's PostgreSQL server at ${socketDirectory} is gone: this file starts its own.\n`,
    )
  }
  usersOfServer += 1
  server ??= startServer()
  try {
    return { ...(await server), leave: leaveServer }
  } catch (fault) {
    await leaveServer()
    throw fault
  }
}

/** Whether a server accepts connections there; not whether it has the database. */
const responses = (socketDirectory: string): Promise<boolean> =>
  requestServer('pg_isready', socketDirectory, ['--timeout', '5']).then(
    () => true,
    () => false,
  )

/** The last user ends it. */
async function leaveServer(): Promise<void> {
  usersOfServer -= 1
  if (usersOfServer > 0) return
  const left = server
  server = undefined
  // A server that never started has already reported that to the test that opened a database on it.
  await left?.then(
    ({ stop }) => stop(),
    () => undefined,
  )
}

/** The template's database with all migrations run. */
const migrated = 'migrated'

const requestServer = (program: string, socketDirectory: string, words: readonly string[]) =>
  run(`${binaries}/${program}`, ['--host', socketDirectory, '--username', 'postgres', ...words], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    // A server that hangs fails its callers.
    timeout: 60_000,
  })

const urlOf = (socketDirectory: string, name: string, user = 'postgres'): string =>
  `postgresql://${user}@/${name}?host=${encodeURIComponent(socketDirectory)}`

export type Server = { readonly socketDirectory: string; readonly stop: () => Promise<void> }

/** A server for any number of databases. */
export async function startServer(): Promise<Server> {
  const directory = await makeServerDirectory()
  // None of these tests simulates a power cut: those have a server of their own.
  const { child } = await launchServer(directory, { settings: ['fsync=off'] })
  return {
    socketDirectory: directory,
    stop: async () => {
      await endServer(child)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A server for one test alone, which may be killed and restarted. */
export type OwnServer = {
  readonly db: MigratableDb
  /** Ends all its processes as a power cut would. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts such a server with one migrated database; optionally with a tablespace `small_disk` of 24 MB. */
export async function openOwnServer({ hasSmallDisk = false } = {}): Promise<OwnServer> {
  const directory = await makeServerDirectory()
  const smallDisk = join(directory, 'small-disk')
  await mkdir(smallDisk)
  await giveToServer(smallDisk)
  let { child } = await launchServer(directory, hasSmallDisk ? { smallDisk } : {})
  const db = createPostgresDb({ url: urlOf(directory, migrated) })
  const close = async (): Promise<void> => {
    await db.close()
    await endServer(child)
    await rm(directory, { recursive: true, force: true })
  }
  try {
    // In a separate session: not possible in a transaction.
    if (hasSmallDisk)
      await requestServer('psql', directory, [
        '--command',
        `create tablespace small_disk location '${smallDisk}'`,
      ])
  } catch (fault) {
    await close()
    throw fault
  }
  return {
    db,
    kill: async () => {
      const ended = once(child, 'exit')
      for (const processId of await familyOf(child.pid ?? 0)) endNow(processId)
      await ended
    },
    start: async () => {
      child = (await launchServer(directory)).child
    },
    close,
  }
}

/** A replica with one migrated database, whose primary is gone: it serves reads, and refuses what would write. */
export async function openReplica(): Promise<Pick<OwnServer, 'close'> & { readonly url: string }> {
  const directory = await makeServerDirectory()
  await writeFile(join(directory, 'data/standby.signal'), '')
  await giveToServer(join(directory, 'data/standby.signal'))
  const { child } = await launchServer(directory)
  return {
    url: urlOf(directory, migrated),
    close: async () => {
      await endServer(child)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A directory with `data` copied from a template that is created once, like PGlite's. */
async function makeServerDirectory(): Promise<string> {
  const template = await keep(`postgresql-17-${await digestOfMigrations()}`, async (path) => {
    await mkdir(path)
    await giveToServer(path)
    await asServer('initdb', [
      '--pgdata',
      join(path, 'data'),
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--no-sync',
    ])
    const { child } = await launchServer(path, { settings: ['fsync=off'] })
    try {
      await requestServer('createdb', path, [migrated])
      await migrateAndClose(createPostgresDb({ url: urlOf(path, migrated) }), true)
    } finally {
      // Left running, it would keep the test process alive, and hide the fault from the caller.
      await endServer(child)
    }
  })
  const directory = await mkdtemp(join(tmpdir(), 'sotevarmenne-pg-'))
  await run('cp', ['--archive', join(template, 'data'), directory])
  await giveToServer(directory)
  return directory
}

async function launchServer(
  directory: string,
  { settings = [], smallDisk }: { settings?: readonly string[]; smallDisk?: string } = {},
) {
  const [command, ...start] = serverCommand(
    [
      `${binaries}/postgres`,
      '-D',
      join(directory, 'data'),
      '-k',
      directory,
      '-c',
      'listen_addresses=',
      '-c',
      'max_connections=200',
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    smallDisk,
  )
  for (let triesLeft = 100; ; triesLeft -= 1) {
    const child = spawn(command, start, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] })
    const lines: string[] = []
    let isReady = false
    // Kill a start that hangs, so that the wait for its output ends too.
    const limit = setTimeout(() => child.kill('SIGKILL'), 60_000)
    for await (const line of createInterface(child.stderr)) {
      lines.push(line)
      isReady = /ready to accept (read-only )?connections/.test(line)
      if (isReady) break
    }
    clearTimeout(limit)
    if (isReady) {
      child.stderr.resume()
      return { child }
    }
    // A process that a killed server started in its last moment still ends by itself.
    const isInUse = lines.some((line) => line.includes('is still in use'))
    if (!isInUse || triesLeft === 0)
      throw new Error(`PostgreSQL does not start:\n${lines.join('\n')}`)
    await sleep(100)
  }
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
}

/** A process and its children, the parent first, so that it starts no new ones. */
export async function familyOf(processId: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8')
  return [processId, ...children.split(' ').filter(Boolean).map(Number)]
}

/** A process that has just ended by itself counts as killed. */
export function endNow(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL')
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault
  }
}

const isRoot = process.getuid?.() === 0

/**
 * PostgreSQL refuses to run as root: then it runs as Debian's user `postgres`. It dies with the process that
 * started it. A small disk is mounted in the server's own namespace, which needs no root.
 */
export const serverCommand = (
  command: readonly string[],
  smallDisk?: string,
): [string, ...string[]] => [
  'setpriv',
  ...(isRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : []),
  '--pdeathsig=INT',
  ...(smallDisk === undefined
    ? []
    : [
        ...['unshare', '--user', '--map-current-user', '--keep-caps', '--mount'],
        ...['sh', '-c', 'mount -t tmpfs -o size=24m,mode=700 tmpfs "$0" && exec "$@"', smallDisk],
      ]),
  ...command,
]

/**
 * Why no small disk can be mounted here; undefined when it can. No package helps: the kernel or the container
 * forbids it.
 */
export const noSmallDisk = (): string | undefined =>
  spawnSync('unshare', ['--user', '--map-current-user', '--keep-caps', '--mount', 'true'])
    .status === 0
    ? undefined
    : 'no user namespaces'

async function asServer(program: string, parameters: readonly string[]): Promise<void> {
  const [command, ...rest] = serverCommand([`${binaries}/${program}`, ...parameters])
  await run(command, rest, { cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
}

export async function giveToServer(path: string): Promise<void> {
  if (!isRoot) return
  const { stdout } = await run('id', ['--user', 'postgres'])
  if ((await stat(path)).uid !== Number(stdout)) await run('chown', ['postgres:postgres', path])
}
