import assert from 'node:assert/strict'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readCard } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { DatabaseUser } from '../../apps/server/src/entry/grants.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { localhostCertificate } from '@sotevarmenne/tests/network/localhost-certificate'
import { simulatedSystems } from '@sotevarmenne/tests/world/simulated-systems'
import { underFilterOf } from '@sotevarmenne/tests/unit/system-call-filter'
import { addressesAt, portNames, type Environment, type PortName } from './environment.ts'
import { readerHands } from './reader-hands.ts'

/** A card beside the reader; the serial is that of its first certificate. */
type FirstCard = {
  readonly chipSerial: string
  readonly serial: string
  readonly activated: boolean
}

type Ended = { readonly code: unknown; readonly output: string }

/**
 * As in production: no demo environment, each process by its own entry, in the database by its own role and under the
 * system call filter of its unit, and none gets a secret that is not its own. Beside them the sandbox and the reader
 * software.
 */
export type SeparateProcesses = {
  readonly environment: Environment
  readonly ports: Readonly<Record<PortName, number>>
  readonly printed: () => string
  /** Of the processes that run now. */
  readonly pids: () => Readonly<Record<string, number>>
  readonly startJobs: () => void
  /** Ends a program as an operator does; returns its exit code. */
  readonly stop: (name: string) => Promise<number | null>
  readonly cli: (
    words: readonly string[],
    more?: { readonly typed?: readonly string[]; readonly settings?: NodeJS.ProcessEnv },
  ) => Promise<Ended>
  /** Begins the service on the command line. */
  readonly bootstrap: () => Promise<Ended>
  /** Activates the cards that `bootstrap` printed: the registrar's, then the case officer's. */
  readonly activateCards: (printed: string) => Promise<readonly FirstCard[]>
  /** Throws with the programs' output when one of them has ended, or after three minutes. */
  readonly until: (what: string, request: () => boolean | Promise<boolean>) => Promise<void>
  readonly close: () => Promise<void>
}

/** Of the first two cards. */
export const pins = { pin1: '3690', pin2: '852074' }

/** Over a database that is migrated. */
export async function startSeparateProcesses({
  urlOf,
  settingsOfWeb = () => ({}),
  otlpUrl,
}: {
  readonly urlOf: (user: DatabaseUser) => string
  /** The collector of traces of all processes. */
  readonly otlpUrl?: string
  readonly settingsOfWeb?: (data: string) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>
}): Promise<SeparateProcesses> {
  const ports = await freePorts(portNames)
  const data = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-apart-'))
  const programs = new Map<string, ChildProcess>()
  const printed: string[] = []
  const databaseAs = (user: DatabaseUser) => ({ SOTEVARMENNE_DATABASE_URL: urlOf(user) })
  const peopleKey = { SOTEVARMENNE_PEOPLE_KEY: randomBytes(32).toString('base64') }
  /**
   * Environment of every program: paths and addresses, no secret. Settings of the person who runs the tests are
   * left out.
   */
  const plain: NodeJS.ProcessEnv = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !name.startsWith('SOTEVARMENNE_') && name !== 'DATABASE_URL',
      ),
    ),
    ...Object.fromEntries(
      portNames.map((name) => [`SOTEVARMENNE_${name}_PORT`, String(ports[name])]),
    ),
    SOTEVARMENNE_DATA: data,
    ...(otlpUrl !== undefined && { SOTEVARMENNE_OTLP_URL: otlpUrl }),
    ...(await simulatedSystems(data, ports)),
  }

  const start = (
    name: string,
    words: readonly string[],
    settings: NodeJS.ProcessEnv = {},
  ): void => {
    const unit = path.join(root, `docs/operations/systemd/sotevarmenne-${name}.service`)
    const command = [process.execPath, ...words]
    const [first = '', ...rest] = existsSync(unit) ? underFilterOf(unit, command) : command
    const program = spawn(first, rest, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plain, ...settings },
    })
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed.push(`${name}: ${chunk.toString('utf8')}`)
      })
    programs.set(name, program)
  }
  const startJobs = (): void => {
    start('jobs', ['apps/server/src/entry/jobs.ts'], { ...databaseAs('jobs'), ...peopleKey })
  }

  const stop: SeparateProcesses['stop'] = async (name) => {
    const program = programs.get(name)
    programs.delete(name)
    if (program === undefined) return null
    if (program.exitCode !== null) return program.exitCode
    const ended = new Promise<number | null>((resolve) => program.once('exit', resolve))
    program.kill('SIGTERM')
    return ended
  }

  const until: SeparateProcesses['until'] = async (what, request) => {
    const end = performance.now() + 180_000
    while (!(await request())) {
      const ended = [...programs].find(([, program]) => program.exitCode !== null)
      if (ended !== undefined || performance.now() > end)
        throw new Error(
          `${what}: ${ended === undefined ? 'it did not' : `${ended[0]} ended`}\n${printed.join('').slice(-6000)}`,
        )
      await sleep(50)
    }
  }

  const cli: SeparateProcesses['cli'] = (words, { typed = [], settings = {} } = {}) =>
    new Promise((resolve) => {
      const program = execFile(
        process.execPath,
        ['apps/server/src/entry/cli.ts', ...words],
        { cwd: root, env: { ...plain, ...peopleKey, ...databaseAs('cli'), ...settings } },
        (fault, stdout, stderr) => {
          resolve({ code: fault === null ? 0 : fault.code, output: `${stdout}${stderr}` })
        },
      )
      program.stdin?.end(typed.map((line) => `${line}\n`).join(''))
    })

  const close = async (): Promise<void> => {
    for (const name of [...programs.keys()].reverse()) await stop(name)
    await rm(data, { recursive: true, force: true })
  }

  const addresses = addressesAt(ports)
  const pageUrl = path.join(data, 'reader/page-url')
  try {
    start('signer', ['apps/signer/src/start.ts', '--rehearse-ceremony'], {
      SOTEVARMENNE_SIGNER_PASSPHRASE: randomBytes(24).toString('base64url'),
    })
    start('sandbox', ['apps/sandbox/src/start.ts'])
    await until('the signer listens', () => existsSync(path.join(data, 'run/audit/signer.sock')))
    start('web', ['apps/server/src/entry/web.ts'], {
      ...{ ...databaseAs('web'), ...peopleKey },
      SOTEVARMENNE_CHECKPOINT_FOLDER: path.join(data, 'checkpoints'),
      SOTEVARMENNE_TLS_SIGN_IN_URL: `https://localhost:${String(ports.TLS_SIGN_IN)}`,
      ...(await settingsOfWeb(data)),
    })
    startJobs()
    start('ocsp', ['apps/server/src/entry/ocsp.ts'], databaseAs('ocsp'))
    // As an installer does.
    await cp(path.join(data, 'ca'), path.join(data, 'reader/roots'), { recursive: true })
    start('reader', ['apps/reader/src/start.ts'])
    await until('web is ready', () => responses(`${addresses.portal}/health/ready`))
    await until('the OCSP process serves', () =>
      responses(`${addresses.ocsp}/ca/professional-g1-ecc.crt`),
    )
    const { certificate, key } = await localhostCertificate(data)
    start('tls-sign-in', ['apps/server/src/entry/tls-sign-in.ts'], {
      ...databaseAs('tls-sign-in'),
      SOTEVARMENNE_TLS_SIGN_IN_CERTIFICATE_FILE: certificate,
      SOTEVARMENNE_TLS_SIGN_IN_KEY_FILE: key,
    })
    await until('client-certificate sign-in serves', () =>
      responses(`http://localhost:${String(ports.TLS_SIGN_IN_METRICS)}/metrics`),
    )
    await until('the card and letter bureau serves', () => responses(`${addresses.bureau}/letters`))
    await until('the reader software serves', () => existsSync(pageUrl))
  } catch (fault) {
    await close()
    throw fault
  }

  const environment: Environment = {
    data,
    ...addresses,
    readerPage: (await readFile(pageUrl, 'utf8')).trim(),
    cardCa: 'professional-g1-ecc',
    log: () => printed.join(''),
    stop: async () => undefined,
  }
  return {
    ...{ environment, ports, startJobs, stop, until, cli, close },
    printed: () => printed.join(''),
    pids: () => Object.fromEntries([...programs].map(([name, { pid }]) => [name, pid ?? 0])),
    bootstrap: () => cli(['bootstrap'], { typed: firstTwoAndTheirPoint }),
    activateCards: async (printed) => {
      const cards = [
        ...printed.matchAll(/card +(\d{17})\n +letter +(\S+)\n +activation code +(\d{8})/g),
      ]
      assert.equal(cards.length, 2, 'two cards are printed')
      const reader = readerHands(environment)
      const activated: FirstCard[] = []
      for (const [, cardNumber = '', letterNumber = '', activationCode = ''] of cards) {
        const { chipSerial } = await cardNumbered(data, cardNumber)
        await reader.insert(chipSerial)
        await reader.activate({ letterNumber, activationCode, ...pins })
        const card = await cardNumbered(data, cardNumber)
        assert.equal(card.activated, true)
        activated.push(card)
      }
      return activated
    },
  }
}

const firstTwoAndTheirPoint = [
  '010180-9015',
  '020275-902B',
  'Ensimmäinen rekisteröintipiste',
  'Katu 1',
  '00100',
  'HELSINKI',
]

const root = path.resolve(import.meta.dirname, '../..')

/** The card with that number among those beside the reader. */
async function cardNumbered(data: string, cardNumber: string): Promise<FirstCard> {
  const folder = path.join(data, 'cards')
  for (const file of await readdir(folder)) {
    const read = await readCard(
      channelTo(await openVirtualCard(fileStore(path.join(folder, file)))),
    )
    if (!read.ok || read.value.cardNumber !== cardNumber) continue
    const [first] = read.value.certificates
    const certificate = first && decodeCertificate(first.der)
    assert.ok(certificate?.ok)
    return {
      chipSerial: path.basename(file, '.json'),
      activated: read.value.activated,
      serial: Buffer.from(certificate.value.serial).toString('hex'),
    }
  }
  return assert.fail(`no card ${cardNumber} is there`)
}

export const responses = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
