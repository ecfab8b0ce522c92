import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { makePgliteDirectory } from '@sotevarmenne/tests/database/postgres'

/**
 * A complete demo environment of its own: service, sandbox and reader software, on free ports and in a
 * temporary folder.
 */
export type Environment = {
  readonly data: string
  readonly portal: string
  readonly ocsp: string
  readonly sandbox: string
  readonly registers: string
  readonly bureau: string
  readonly patientSystem: string
  readonly patientSystemTls: string
  readonly suomiFi: string
  readonly tlsSignIn: string
  readonly mailboxes: string
  readonly invoiceOperator: string
  readonly suomiFiMessages: string
  readonly otherCards: string
  readonly signingApi: string
  readonly readerPage: string
  /** The CA of this environment's cards: the tree of their key family. */
  readonly cardCa: string
  /** Output of the programs so far. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

export const portNames = [
  'PORTAL',
  'OCSP',
  'METRICS',
  'OCSP_METRICS',
  'JOBS_METRICS',
  'ENROLMENT_API',
  'TLS_SIGN_IN',
  'TLS_SIGN_IN_METRICS',
  'SANDBOX',
  'REGISTERS',
  'BUREAU',
  'TIME_STAMPS',
  'PATIENT',
  'PATIENT_TLS',
  'KANTA',
  'SUOMI_FI',
  'MAIL',
  'BOUNCES',
  'MAILBOXES',
  'INVOICE_OPERATOR',
  'SUOMI_FI_MESSAGES',
  'OTHER_CARDS',
  'READER',
  'READER_TLS',
  'READER_PAGE',
] as const
export type PortName = (typeof portNames)[number]

/**
 * Starts the environment just as `npm start` does, with the tables already created where another test covers
 * their creation. Throws with the programs' last output when it does not start.
 */
export async function startEnvironment(
  settings: Readonly<Record<string, string>> = {},
  {
    data: givenData,
    subscribe,
    hasTables = false,
  }: {
    readonly data?: string
    readonly subscribe?: (printed: string) => void
    readonly hasTables?: boolean
  } = {},
): Promise<Environment> {
  const data = givenData ?? (await mkdtemp(path.join(tmpdir(), 'sotevarmenne-environment-')))
  if (hasTables) await makePgliteDirectory(path.join(data, 'db'))
  const ports = await freePorts(portNames)
  const program = spawn(process.execPath, ['tools/set-up/start.mjs'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...Object.fromEntries(
        portNames.map((name) => [`SOTEVARMENNE_${name}_PORT`, String(ports[name])]),
      ),
      SOTEVARMENNE_DATA: data,
      ...settings,
    },
  })
  const printed: string[] = []
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed.push(chunk.toString('utf8'))
      subscribe?.(chunk.toString('utf8'))
    })
  const log = () => printed.join('')

  while (!log().includes('sotevarmenne runs')) {
    if (program.exitCode !== null) {
      await rm(data, { recursive: true, force: true })
      throw new Error(`demo environment did not start:\n${log().slice(-6000)}`)
    }
    await sleep(50)
  }

  return {
    data,
    ...addressesAt(ports),
    readerPage: (await readFile(path.join(data, 'reader/page-url'), 'utf8')).trim(),
    cardCa:
      settings['SOTEVARMENNE_CARD_KEYS'] === 'rsa3072'
        ? 'professional-g1-rsa'
        : 'professional-g1-ecc',
    log,
    stop: async () => {
      const ended = new Promise((resolve) => program.once('exit', resolve))
      program.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** URLs of the programs on these ports. */
export function addressesAt(ports: Readonly<Record<PortName, number>>) {
  const at = (name: PortName) => `http://localhost:${ports[name]}`
  return {
    portal: at('PORTAL'),
    ocsp: at('OCSP'),
    sandbox: at('SANDBOX'),
    registers: at('REGISTERS'),
    bureau: at('BUREAU'),
    patientSystem: at('PATIENT'),
    patientSystemTls: `https://localhost:${ports.PATIENT_TLS}`,
    suomiFi: at('SUOMI_FI'),
    tlsSignIn: `https://service.localhost:${ports.TLS_SIGN_IN}`,
    mailboxes: at('MAILBOXES'),
    invoiceOperator: at('INVOICE_OPERATOR'),
    suomiFiMessages: at('SUOMI_FI_MESSAGES'),
    otherCards: at('OTHER_CARDS'),
    signingApi: `http://127.0.0.1:${ports.READER}`,
  }
}
