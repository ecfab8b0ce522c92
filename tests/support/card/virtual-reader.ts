import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { VirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { insertIntoVpcd } from '@sotevarmenne/smartcard/vpcd'
import { compileLibrary } from './compile-library.ts'
import { preloaded } from './preloaded.ts'
import { isListenedOn, reservePorts, type ReservedPorts } from '../network/free-ports.ts'

/** A separate PC/SC daemon with virtual readers. Several may run at once, without special rights. */
export type VirtualReader = {
  /** The first two readers as PC/SC names them. */
  readonly names: readonly [string, string]
  /** Inserts the card into a reader, by its number from 0; resolves when every program sees it there. */
  insert(card: VirtualCard, reader?: number): Promise<{ remove(): Promise<void> }>
  /** Resolves when every program sees the card that was inserted into a reader from outside. */
  untilSeen(reader: number): Promise<void>
  /** For inserting cards from outside, a port for each reader. */
  readonly ports: readonly number[]
  /** The daemon's socket: programs find it by `PCSCLITE_CSOCK_NAME`. */
  readonly socket: string
  /** Variables with which programs find these readers, with a file cache of their own. */
  readonly environment: Environment
  /** A directory for the test's files, removed by `stop`. */
  readonly directory: string
  /** Runs a stock tool at these readers, with its own file cache and a time limit. */
  run(program: string, words: readonly string[], more?: Environment): Promise<Ended>
  stop(): Promise<void>
}

export type Environment = Readonly<Record<string, string>>
export type Ended = { readonly code: number; readonly output: string }

/** Missing requirements of a virtual reader, in words; undefined when none. Throws where CI=true. */
export function whyNoVirtualReader({
  exists = existsSync,
  isCi = process.env['CI'] === 'true',
  more = [],
}: {
  readonly exists?: (file: string) => boolean
  readonly isCi?: boolean
  /** Additional requirements of a test: files, and their Debian packages. */
  readonly more?: readonly (readonly [file: string, debian: string])[]
} = {}): string | undefined {
  const missing = [...needed, ...more].filter(([file]) => !exists(file)).map(([, debian]) => debian)
  if (missing.length === 0) return undefined
  const why = `Debian packages are missing: ${missing.join(', ')}`
  if (isCi) throw new Error(why)
  return why
}

/** Debian's folder for libraries of this machine's architecture. */
export const libraries = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`

/** Modules through which OpenSSL finds keys on cards. */
export const cardModules = {
  pkcs11: `${libraries}/opensc-pkcs11.so`,
  provider: `${libraries}/ossl-modules/pkcs11.so`,
} as const

/** For OpenSSL programs that use a key on a card; the file contains the PIN. */
export const openSslConfiguration = (pinFile: string): string => `openssl_conf = openssl_init
[openssl_init]
providers = providers
[providers]
default = default_provider
pkcs11 = pkcs11_provider
[default_provider]
activate = 1
[pkcs11_provider]
module = ${cardModules.provider}
pkcs11-module-path = ${cardModules.pkcs11}
pkcs11-module-token-pin = file:${pinFile}
activate = 1
`

/**
 * Starts the daemon and waits until it accepts cards. Readers come in pairs; PC/SC supports sixteen at most.
 */
export async function startVirtualReader({
  pairs = 1,
}: { readonly pairs?: number } = {}): Promise<VirtualReader> {
  const directory = await mkdtemp(path.join(tmpdir(), 'virtual-reader-'))
  const shim = await compileLibrary('pcscd-shim', directory)
  const reserved: ReservedPorts[] = []
  // One reader entry of vpcd opens two slots, on a port and the next.
  for (let pair = 0; pair < pairs; pair += 1) reserved.push(await reservePorts(2))
  const ports = reserved.flatMap(({ first }) => [first, first + 1])
  const configuration = path.join(directory, 'reader.conf.d')
  const home = path.join(directory, 'pcscd')
  await mkdir(configuration)
  await mkdir(home)
  const entries = await Promise.all(
    reserved.map(async ({ first }, pair) => {
      // vpcd stores its state in the library: each pair needs a copy of its own.
      const library = path.join(directory, `vpcd-${String(pair)}.so`)
      await copyFile(vpcdLibrary, library)
      const name = pair === 0 ? 'Virtual PCD' : `Virtual PCD ${String(pair + 1)}`
      return readerConfiguration(name, library, first)
    }),
  )
  await writeFile(path.join(configuration, 'virtual'), entries.join('\n'))

  const socket = path.join(home, 'pcscd.comm')
  // It does not keep a test alive after a failed set-up, and ends with it.
  const daemon = spawn(
    'setpriv',
    ['--pdeathsig=TERM', pcscd, '--foreground', '--disable-polkit', '--config', configuration],
    { env: { ...process.env, LD_PRELOAD: preloaded(shim), PCSCD_HOME: home }, stdio: 'ignore' },
  )
  daemon.unref()
  const stop = async () => {
    if (daemon.exitCode === null && daemon.signalCode === null) {
      daemon.ref()
      const ended = once(daemon, 'exit')
      daemon.kill('SIGTERM')
      await ended
    }
    for (const each of reserved) await each.release()
    // A tool may still be writing its cache after its card was removed.
    await rm(directory, { recursive: true, force: true, maxRetries: 20 })
  }
  const environment = {
    PCSCLITE_CSOCK_NAME: socket,
    XDG_CACHE_HOME: path.join(directory, 'cache'),
    HOME: directory,
  }
  const run: VirtualReader['run'] = (program, words, more = {}) =>
    runTool(program, words, { ...environment, ...more })
  try {
    for (const port of ports) await untilReady(daemon, socket, port)
  } catch (fault) {
    await stop()
    throw fault
  }

  return {
    names: ['Virtual PCD 00 00', 'Virtual PCD 00 01'],
    insert: async (card, which = 0) => {
      const port = ports[which]
      if (port === undefined) throw new Error(`no virtual reader ${String(which)}`)
      const inserted = await insertIntoVpcd(card, { host: '127.0.0.1', port })
      await untilItResponds(run, which)
      return inserted
    },
    untilSeen: (which) => untilItResponds(run, which),
    ports,
    socket,
    environment,
    directory,
    run,
    stop,
  }
}

/**
 * Polls the reader's card until it responds: the daemon notices a card with a delay, and still lists one that
 * was removed just before. Waiting for the event of the insertion (`--wait`) sometimes misses it and never
 * ends.
 */
async function untilItResponds(run: VirtualReader['run'], which: number): Promise<void> {
  let said = ''
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const requested = await run('opensc-tool', [
      '--reader',
      String(which),
      '--send-apdu',
      selectMaster,
    ])
    if (requested.code === 0) return
    said = requested.output
    await wait(25)
  }
  throw new Error(`reader does not see the card: ${said}`)
}

const selectMaster = '00A4000C023F00'

const pcscd = '/usr/sbin/pcscd'
const vpcdLibrary = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so'

const needed = [
  [pcscd, 'pcscd'],
  [vpcdLibrary, 'vsmartcard-vpcd'],
  ['/usr/bin/pkcs15-tool', 'opensc'],
  [cardModules.pkcs11, 'opensc-pkcs11'],
  [cardModules.provider, 'pkcs11-provider'],
  ['/usr/bin/openssl', 'openssl'],
  ['/usr/bin/p11tool', 'gnutls-bin'],
  ['/usr/bin/tstclnt', 'libnss3-tools'],
  ['/usr/bin/gcc', 'gcc'],
  ['/usr/bin/kinit', 'krb5-user'],
  ['/usr/sbin/krb5kdc', 'krb5-kdc'],
  ['/usr/sbin/kadmin.local', 'krb5-admin-server'],
  [`${libraries}/krb5/plugins/preauth/pkinit.so`, 'krb5-pkinit'],
] as const

const readerConfiguration = (name: string, library: string, port: number): string =>
  [
    `FRIENDLYNAME "${name}"`,
    `DEVICENAME   /dev/null:0x${port.toString(16)}`,
    `LIBPATH      ${library}`,
    `CHANNELID    0x${port.toString(16)}`,
    '',
  ].join('\n')

/** Waits for the daemon's socket and its reader's port: it does not report that it is ready. */
async function untilReady(daemon: ChildProcess, socket: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 2400; attempt += 1) {
    if (daemon.exitCode !== null)
      throw new Error(`pcscd exited with code ${String(daemon.exitCode)}`)
    if (existsSync(socket) && (await isListenedOn(port))) return
    await wait(25)
  }
  throw new Error('pcscd did not start within a minute')
}

const maxRun = 60_000

function runTool(program: string, words: readonly string[], more: Environment): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      words,
      { env: { ...process.env, ...more }, timeout: maxRun, killSignal: 'SIGKILL' },
      (fault, stdout, stderr) => {
        const output = `${stdout}${stderr}`
        if (fault === null) resolve({ code: 0, output })
        else if (typeof fault.code === 'number') resolve({ code: fault.code, output })
        else reject(new Error(`${program} did not end by itself: ${output}`, { cause: fault }))
      },
    )
  })
}
