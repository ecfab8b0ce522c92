import { randomBytes } from 'node:crypto'
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openOnServer } from '@sotevarmenne/tests/database/postgres'
import { databaseRoles, type DatabaseUser } from '../../apps/server/src/entry/grants.ts'
import type { processes } from '../../apps/server/src/entry/processes.ts'
import { portNames, type PortName } from '../scenario/environment.ts'
import { debiansModule } from '@sotevarmenne/tests/ca/debians-module'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { simulatedSystems } from '@sotevarmenne/tests/world/simulated-systems'
import { keepPostgresTo } from './cpu.ts'
import { giveSmallKey } from './small-curve.ts'

/** The service as installed: signer and web as separate processes, PostgreSQL beside them. */
export type BenchService = {
  readonly data: string
  readonly machinesPort: number
  readonly ocspPort: number
  readonly portalPort: number
  readonly tlsSignInPort: number
  readonly metricsPort: number
  readonly jobsMetricsPort: number
  readonly databaseUrl: string
  readonly databaseUrlAs: (user: DatabaseUser) => string
  /** Starts another process of the service, or restarts one that was ended; a second one of a kind has a name. */
  readonly start: (name: Startable, more?: NodeJS.ProcessEnv, as?: string) => Promise<void>
  readonly end: (name: string, signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Runs a command of the operators' command line; throws when it fails. */
  readonly cli: (words: readonly string[]) => Promise<string>
  readonly pids: () => Readonly<Record<string, number>>
  readonly stop: () => Promise<void>
}

const isDatabaseUser = (name: string): name is DatabaseUser => name in databaseRoles

type Startable = 'signer' | (typeof processes)[number]

export async function startBenchService({
  core,
  smallKeyOf,
}: {
  /** Pins everything to this core. */
  readonly core?: number
  /** The CA that gets a P-256 key. */
  readonly smallKeyOf?: string
} = {}): Promise<BenchService> {
  const database = await openOnServer()
  const data = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-bench-'))
  const ports = await freePorts(portNames)
  const programs = new Map<string, ChildProcess>()
  await makeTlsFiles(data)
  const signerNode = debiansModule(data)
  const environment = {
    ...process.env,
    ...Object.fromEntries(
      portNames.map((name) => [`SOTEVARMENNE_${name}_PORT`, String(ports[name])]),
    ),
    SOTEVARMENNE_DATA: data,
    ...(await simulatedSystems(data, ports)),
    SOTEVARMENNE_LOG_LEVEL: 'warn',
    SOTEVARMENNE_ENROLMENT_API_PORT: String(ports.PATIENT_TLS),
    SOTEVARMENNE_ENROLMENT_API_CERTIFICATE_FILE: path.join(data, 'listener.pem'),
    SOTEVARMENNE_ENROLMENT_API_KEY_FILE: path.join(data, 'listener.key'),
    SOTEVARMENNE_ENROLMENT_API_REQUESTS_PER_MINUTE: '10000000',
    SOTEVARMENNE_CHECKPOINT_FOLDER: path.join(data, 'checkpoints'),
    SOTEVARMENNE_TLS_SIGN_IN_URL: `https://localhost:${String(ports.TLS_SIGN_IN)}`,
    SOTEVARMENNE_TLS_SIGN_IN_CERTIFICATE_FILE: path.join(data, 'listener.pem'),
    SOTEVARMENNE_TLS_SIGN_IN_KEY_FILE: path.join(data, 'listener.key'),
    SOTEVARMENNE_SIGNER_PASSPHRASE: passphrase,
    SOTEVARMENNE_CERTIFICATES_PER_DAY: '10000000',
    SOTEVARMENNE_PEOPLE_KEY: randomBytes(32).toString('base64'),
  }
  const databaseOf = (name: string): NodeJS.ProcessEnv =>
    isDatabaseUser(name) ? { DATABASE_URL: database.urlAs(name) } : {}
  const start = (
    name: string,
    words: readonly string[] = [],
    { more = {}, as = name }: { readonly more?: NodeJS.ProcessEnv; readonly as?: string } = {},
  ): void => {
    // As in its unit file (docs/operations/systemd).
    const options = [
      ...(optionsOfUnits[name] ?? []),
      ...(name === 'signer' ? (signerNode?.options ?? []) : []),
    ]
    const file = name === 'signer' ? 'apps/signer/src/start.ts' : `apps/server/src/entry/${name}.ts`
    const command = [process.execPath, ...options, file, ...words]
    const pinned = core === undefined ? command : ['taskset', '-c', String(core), ...command]
    const program = spawn(pinned[0] ?? '', pinned.slice(1), {
      cwd: root,
      env: {
        ...{ ...environment, ...databaseOf(name) },
        ...(name === 'signer' && signerNode?.environment),
        ...more,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    programs.set(as, program)
  }
  const until = async (what: string, request: () => boolean | Promise<boolean>): Promise<void> => {
    const end = Date.now() + 300_000
    while (!(await request())) {
      const ended = [...programs].find(([, program]) => program.exitCode !== null)
      if (ended !== undefined || Date.now() > end) {
        for (const program of programs.values()) program.kill()
        throw new Error(`${what}: ${ended?.[0] ?? 'too slow'}`)
      }
      await sleep(50)
    }
  }

  const end: BenchService['end'] = async (name, signal = 'SIGTERM') => {
    const program = programs.get(name)
    if (program === undefined) return
    programs.delete(name)
    if (program.exitCode !== null)
      throw new Error(`${name} had ended by itself: ${String(program.exitCode)}`)
    const ended = once(program, 'exit')
    program.kill(signal)
    await ended
  }
  const signerListens = () =>
    until(
      'the signer listens',
      () =>
        existsSync(path.join(data, 'ca')) && existsSync(path.join(data, 'run/audit/signer.sock')),
    )

  if (core !== undefined) keepPostgresTo(core)
  start('signer', ['--rehearse-ceremony'])
  await signerListens()
  if (smallKeyOf !== undefined) {
    await end('signer')
    await rm(path.join(data, 'run'), { recursive: true, force: true })
    await giveSmallKey(data, { issuer: smallKeyOf, passphrase })
    start('signer')
    await signerListens()
  }
  const startReady: BenchService['start'] = async (name, more, as = name) => {
    start(name, [], { ...(more && { more }), as })
    const settings: NodeJS.ProcessEnv = { ...environment, ...more }
    const portOf = (port: PortName) => settings[`SOTEVARMENNE_${port}_PORT`]
    const healthAddresses: Partial<Record<Startable, string>> = {
      web: `${String(portOf('PORTAL'))}/health/ready`,
      ocsp: `${String(portOf('OCSP'))}/health/ready`,
      'tls-sign-in': `${String(portOf('TLS_SIGN_IN_METRICS'))}/metrics`,
    }
    const address = healthAddresses[name]
    if (address !== undefined)
      await until(`${as} is ready`, () => responses(`http://localhost:${address}`))
  }
  await startReady('web')

  return {
    data,
    machinesPort: ports.PATIENT_TLS,
    ocspPort: ports.OCSP,
    portalPort: ports.PORTAL,
    tlsSignInPort: ports.TLS_SIGN_IN,
    metricsPort: ports.METRICS,
    jobsMetricsPort: ports.JOBS_METRICS,
    databaseUrl: database.url,
    databaseUrlAs: database.urlAs,
    start: startReady,
    cli: async (words) => {
      const { stdout } = await run(process.execPath, ['apps/server/src/entry/cli.ts', ...words], {
        cwd: root,
        env: { ...environment, ...databaseOf('cli') },
      })
      return stdout
    },
    pids: () => Object.fromEntries([...programs].map(([name, { pid }]) => [name, pid ?? 0])),
    end,
    stop: async () => {
      for (const program of [...programs.values()].reverse()) {
        const ended = once(program, 'exit')
        program.kill('SIGTERM')
        await ended
      }
      await database.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

const roomForCertificates = ['--min-semi-space-size=32', '--max-semi-space-size=32']
const optionsOfUnits: Readonly<Record<string, readonly string[]>> = {
  ocsp: ['--max-semi-space-size=2', '--initial-old-space-size=128'],
  signer: roomForCertificates,
  web: roomForCertificates,
}

const passphrase = 'a passphrase of benchmarks only'
const root = path.resolve(import.meta.dirname, '../..')
const run = promisify(execFile)

/** Certificates of the enrolment API and of the client, both self-signed. */
export async function makeTlsFiles(folder: string): Promise<void> {
  for (const name of ['listener', 'client'])
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`)],
    ])
}

const responses = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
