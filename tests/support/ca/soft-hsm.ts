import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/**
 * An HSM for tests: a SoftHSM2 token in its own folder, behind p11-kit's server, which can be frozen and
 * killed.
 */
export type SoftHsm = {
  readonly folder: string
  /** SoftHSM's driver, without the server. */
  readonly modulePath: string
  /** The driver that connects to the server. */
  readonly remoteModulePath: string
  /** Contains the right PIN until a test writes another one. */
  readonly pinFile: string
  readonly uriOf: (key: string, over?: 'direct' | 'remote') => string
  readonly startServer: () => Promise<void>
  /** Stops everything mid-operation, without responses; connections stay. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Resolves when there are no more connections. */
  readonly untilAlone: () => Promise<void>
  /**
   * Breaks the connections. Not while a login or a new key is written: SoftHSM's files do not survive a kill
   * in the middle of that.
   */
  readonly killServer: () => Promise<void>
  readonly close: () => Promise<void>
}

export const softHsmPin = '7316'

const modulePath = '/usr/lib/softhsm/libsofthsm2.so'
const run = promisify(execFile)

/** Creates the token. It sets the drivers' environment variables: one HSM at a time in a test process. */
export async function startSoftHsm(): Promise<SoftHsm> {
  const folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-hsm-'))
  const remoteModulePath = await findRemoteModule()
  const pinFile = join(folder, 'pin')
  const socket = join(folder, 'server.sock')
  await mkdir(join(folder, 'tokens'))
  await writeFile(
    join(folder, 'softhsm2.conf'),
    [
      `directories.tokendir = ${join(folder, 'tokens')}`,
      'objectstore.backend = file',
      'log.level = ERROR',
    ].join('\n'),
  )
  await writeFile(pinFile, softHsmPin, { mode: 0o600 })
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf')
  process.env['P11_KIT_SERVER_ADDRESS'] = `unix:path=${socket}`
  await run('softhsm2-util', [
    '--init-token',
    '--free',
    '--label',
    tokenLabel,
    '--pin',
    softHsmPin,
    '--so-pin',
    '90210123',
  ])

  let server: ChildProcess | undefined
  const spawnServer = (): ChildProcess => {
    const spawned = spawn(
      'p11-kit',
      ['server', '-f', '--provider', modulePath, '-n', socket, `pkcs11:token=${tokenLabel}`],
      { stdio: ['ignore', 'ignore', 'inherit'], detached: true },
    )
    spawned.once('exit', (code, signalName) => {
      if (server !== spawned) return
      // Seen once on a busy machine; these tests cover our code, not p11-kit.
      process.stderr.write(`p11-kit's server ended (${code ?? signalName}) and is started again\n`)
      rmSync(socket, { force: true })
      server = spawnServer()
    })
    return spawned
  }
  const signal = (name: NodeJS.Signals): void => {
    // The whole group: the server has a process for each connection.
    if (server?.pid !== undefined) process.kill(-server.pid, name)
  }
  const killServer = async (): Promise<void> => {
    if (server === undefined) return
    const exit = once(server, 'exit')
    signal('SIGKILL')
    server = undefined
    await exit
    await rm(socket, { force: true })
  }

  return {
    folder,
    modulePath,
    remoteModulePath,
    pinFile,
    uriOf: (key, over = 'remote') =>
      `pkcs11:token=${encodeURIComponent(tokenLabel)};object=${key};type=private` +
      `?module-path=${over === 'remote' ? remoteModulePath : modulePath}&pin-source=file:${pinFile}`,
    startServer: async () => {
      server = spawnServer()
      while (!existsSync(socket)) await sleep(20)
    },
    freeze: () => {
      signal('SIGSTOP')
    },
    thaw: () => {
      signal('SIGCONT')
    },
    untilAlone: async () => {
      const pid = String(server?.pid)
      while ((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim() !== '')
        await sleep(20)
    },
    killServer,
    close: async () => {
      await killServer()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const tokenLabel = 'TEST-CA'

/** Registers a suite that needs SoftHSM and p11-kit: where they are missing it is skipped with a reason, and fails where `CI=true`. */
export function withSoftHsm(name: string, suite: () => void): void {
  const missing = [modulePath, '/usr/bin/p11-kit', '/usr/bin/softhsm2-util'].find(
    (path) => !existsSync(path),
  )
  if (missing === undefined) suite()
  else if (process.env['CI'] === 'true')
    it(name, () => {
      throw new Error(`${missing} is missing: install softhsm2, p11-kit and p11-kit-modules`)
    })
  else it(name, { skip: `${missing} is missing` }, () => undefined)
}

async function findRemoteModule(): Promise<string> {
  const { stdout } = await run('dpkg', ['-L', 'p11-kit-modules'])
  const path = stdout.split('\n').find((line) => line.endsWith('/p11-kit-client.so'))
  if (path === undefined) throw new Error('p11-kit-modules has no p11-kit-client.so')
  return path
}
