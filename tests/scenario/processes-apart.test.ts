import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { viewSession } from '@sotevarmenne/api/authentication'
import { reportOwnCardLost, viewOwnCards } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { readCard } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { sql } from 'kysely'
import type { DatabaseUser } from '../../apps/server/src/entry/grants.ts'
import { isSigned, readKey, type Checkpoint } from '../../apps/verifier/src/tree.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { noSystemCallFilter, underFilterOf } from '@sotevarmenne/tests/unit/system-call-filter'
import { readerHands } from './reader-hands.ts'
import { relyingPartyHands } from './relying-party-hands.ts'
import { serviceHands } from './service-hands.ts'
import { scenarioSteps } from './steps.ts'
import { addressesAt, portNames, type PortName, type Environment } from './environment.ts'

const missing = noServer() ?? noSystemCallFilter()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/**
 * As in production: no demo environment, each process by its own entry, in the database by its own role and under
 * the system call filter of its unit, and none gets a secret that is not its own.
 */
describe('the service in five processes on a PostgreSQL server', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  let ports: Readonly<Record<PortName, number>>
  let data: string
  let environment: Environment
  const programs = new Map<string, ChildProcess>()
  const printed: string[] = []
  const databaseAs = (user: DatabaseUser) => ({ SOTEVARMENNE_DATABASE_URL: database.urlAs(user) })
  const peopleKey = { SOTEVARMENNE_PEOPLE_KEY: randomBytes(32).toString('base64') }

  before(async () => {
    database = await openOnServer()
    ports = await freePorts(portNames)
    data = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-apart-'))
    const addresses = addressesAt(ports)

    start('signer', ['apps/signer/src/start.ts', '--rehearse-ceremony'], {
      SOTEVARMENNE_SIGNER_PASSPHRASE: randomBytes(24).toString('base64url'),
    })
    start('sandbox', ['apps/sandbox/src/start.ts'])
    await until('the signer listens', () => existsSync(path.join(data, 'run/audit/signer.sock')))
    start('web', ['apps/server/src/entry/web.ts'], {
      ...{ ...databaseAs('web'), ...peopleKey },
      SOTEVARMENNE_CHECKPOINT_FOLDER: path.join(data, 'checkpoints'),
      SOTEVARMENNE_TLS_SIGN_IN_URL: `https://localhost:${String(ports.TLS_SIGN_IN)}`,
    })
    start('jobs', ['apps/server/src/entry/jobs.ts'], { ...databaseAs('jobs'), ...peopleKey })
    start('ocsp', ['apps/server/src/entry/ocsp.ts'], databaseAs('ocsp'))
    // As an installer does.
    await cp(path.join(data, 'ca'), path.join(data, 'reader/roots'), { recursive: true })
    start('reader', ['apps/reader/src/start.ts'])
    await until('web is ready', () => responses(`${addresses.portal}/health/ready`))
    await until('the OCSP process serves', () =>
      responses(`${addresses.ocsp}/ca/professional-g1-ecc.crt`),
    )
    start('tls-sign-in', ['apps/server/src/entry/tls-sign-in.ts'], {
      ...{ ...databaseAs('tls-sign-in'), ...makeTlsFiles(data) },
    })
    await until('client-certificate sign-in serves', () =>
      responses(`http://localhost:${String(ports.TLS_SIGN_IN_METRICS)}/metrics`),
    )
    await until('the card and letter bureau serves', () => responses(`${addresses.bureau}/letters`))
    const pageUrl = path.join(data, 'reader/page-url')
    await until('the reader software serves', () => existsSync(pageUrl))

    environment = {
      data,
      ...addresses,
      readerPage: (await readFile(pageUrl, 'utf8')).trim(),
      cardCa: 'professional-g1-ecc',
      log: () => printed.join(''),
      stop: async () => undefined,
    }
  })
  after(async () => {
    for (const name of [...programs.keys()].reverse()) await stop(name)
    await database.close()
    await rm(data, { recursive: true, force: true })
  })

  it('is set up by two persons, produces a card, and responds about its status while the pages are down', async (test) => {
    await test.test('the group may open the signer socket, and nobody else', async () => {
      const { mode } = await stat(path.join(data, 'run/issuing/signer.sock'))
      assert.equal(mode & 0o777, 0o660)
      assert.equal((await stat(path.join(data, 'keys'))).mode & 0o777, 0o700)
      assert.equal(existsSync(path.join(data, 'db')), false, 'no embedded database was made')
    })

    await test.test('the owner of the tables migrates them', async () => {
      const asOwner = { SOTEVARMENNE_DATABASE_URL: database.url }
      const { code, output } = await cli(['migrate'], [], asOwner)
      assert.equal(code, 0, output)
      const refused = await cli(['migrate'])
      assert.equal(refused.code, 1, refused.output)
    })

    let begun = ''
    await test.test(
      'the first registrar and case officer are created on the command line',
      async () => {
        const { code, output } = await cli(['bootstrap'], beginning)
        assert.equal(code, 0, output)
        begun = output
      },
    )

    await test.test('a service begins once', async () => {
      const { code, output } = await cli(['bootstrap'], beginning)
      assert.equal(code, 1, output)
      assert.doesNotMatch(output, /activation code/)
    })

    const reader = readerHands(environment)
    let serial = ''
    const pins = { pin1: '3690', pin2: '852074' }
    await test.test('both activate their cards with the codes of the terminal', async () => {
      const input = [
        ...begun.matchAll(/card +(\d{17})\n +letter +(\S+)\n +activation code +(\d{8})/g),
      ]
      assert.equal(input.length, 2, 'two cards are told')
      for (const [, cardNumber = '', letterNumber = '', activationCode = ''] of input) {
        const card = await cardNumbered(cardNumber)
        await reader.insert(card.chipSerial)
        await reader.activate({ letterNumber, activationCode, ...pins })
        assert.equal((await cardNumbered(cardNumber)).activated, true)
        serial = card.serial
      }
    })

    const steps = scenarioSteps(environment, pins)
    for (const { name, action } of [
      ...steps.slice(0, 4),
      ...steps.filter((step) => step.name === 'OCSP and the list say good'),
    ])
      await test.test(name, action)

    await test.test(
      'a lost card is revoked, on the CRL too, and the session that it began ends',
      async () => {
        const relyingParty = relyingPartyHands(environment)
        const registrar = serviceHands(environment, reader)
        await registrar.signInWith(pins.pin1)
        const { cards } = await registrar.request(viewOwnCards, {})
        const [card] = cards
        const [certificate] = card?.certificates ?? []
        assert.ok(card && certificate)
        await registrar.request(reportOwnCardLost, { cardId: card.cardId, reason: 'lost' })
        await until(
          'OCSP says revoked',
          async () => (await relyingParty.ocsp(certificate.serial)) === 'revoked',
        )
        await until('it is on the CRL', () => relyingParty.isOnCrl(certificate.serial))
        await until('jobs ends the session', async () => {
          const { session } = await registrar.request(viewSession, {})
          return session === undefined
        })
      },
    )

    await test.test(
      'anybody gets the signed checkpoint of the audit log, and can check it',
      async () => {
        const key = readKey(await readFile(path.join(data, 'ca/checkpoint.spki')))
        const response = await fetch(`${environment.portal}/api/v1/audit-log/checkpoints?limit=1`)
        const [head] = ((await response.json()) as { checkpoints: Checkpoint[] }).checkpoints
        assert.ok(head && head.size > 10 && isSigned(head, key))
      },
    )

    await test.test('everybody is told when jobs are down, and when they are back', async () => {
      const page = async (path: string) => (await fetch(`${environment.portal}${path}`)).text()
      const rowOfWork = async (language: string, name: string) =>
        new RegExp(`<th scope="row">${name}</th>\\s*<td>([^<]+)</td>`).exec(
          await page(`/${language}/service-status`),
        )?.[1]
      const state = () => rowOfWork('en', 'Letters, notices and other work')
      await until('the work of jobs shows', async () => (await state()) === 'Works')

      assert.equal(await stop('jobs'), 0)
      // Their daily jobs are due, as if twenty minutes had passed.
      await database.db.write(async (tx) => {
        await sql`update platform.outbox set due_at = now() - interval '20 minutes' where done_at is null`.execute(
          tx,
        )
        return ok(undefined)
      })
      await until('it is told that work is late', async () => (await state()) === 'Late')
      assert.equal(await rowOfWork('fi', 'Kirjeet, viestit ja muut työt'), 'Myöhässä')
      assert.match(await page('/sv/service-status'), /En del av tjänsten är försenad/)
      assert.ok(await responses(`${environment.portal}/fi/incidents.atom`))

      start('jobs', ['apps/server/src/entry/jobs.ts'], {
        ...{ ...databaseAs('jobs'), ...peopleKey },
      })
      await until('the work is done', async () => (await state()) === 'Works')
    })

    await test.test('client-certificate sign-in is a process of its own', async () => {
      const began = await fetch(`${environment.portal}/api/v1/sign-in/client-certificate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: environment.portal },
        body: '{}',
      })
      const { address } = (await began.json()) as { readonly address: string }
      assert.equal(new URL(address).port, String(ports.TLS_SIGN_IN))
      const location = await new Promise<string | undefined>((answered, failed) => {
        get(address, { rejectUnauthorized: false }, (response) => {
          response.resume()
          answered(response.headers.location)
        }).on('error', failed)
      })
      assert.match(location ?? '', /\/sign-in\/card\?code=[\w-]{43}$/)
    })

    await test.test('the OCSP process answers while web is down', async () => {
      assert.equal(await stop('web'), 0)
      assert.equal(await responses(`${environment.portal}/health/ready`), false)
      assert.equal(await relyingPartyHands(environment).ocsp(serial), 'good')
    })

    await test.test('the audit log is intact', async () => {
      const { code, output } = await cli(['audit', 'verify'])
      assert.equal(code, 0, output)
      assert.match(output, /The audit log is intact: [1-9]\d* entries, [1-9]\d* checkpoints/)
    })

    await test.test('the database refused none of them anything', () => {
      assert.doesNotMatch(printed.join(''), /permission denied|row-level security/)
    })

    await test.test('every process ends when it is asked to', async () => {
      for (const name of ['reader', 'ocsp', 'tls-sign-in', 'jobs', 'sandbox', 'signer'])
        assert.equal(await stop(name), 0, name)
    })
  })

  const beginning = [
    '010180-9015',
    '020275-902B',
    'Ensimmäinen rekisteröintipiste',
    'Katu 1',
    '00100',
    'HELSINKI',
  ]

  /**
   * Environment of every program: paths and addresses, no secret. Settings of the person who runs the tests are
   * left out.
   */
  const plain = (): NodeJS.ProcessEnv => ({
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !name.startsWith('SOTEVARMENNE_') && name !== 'DATABASE_URL',
      ),
    ),
    ...Object.fromEntries(
      portNames.map((name) => [`SOTEVARMENNE_${name}_PORT`, String(ports[name])]),
    ),
    SOTEVARMENNE_DATA: data,
  })

  const root = path.resolve(import.meta.dirname, '../..')

  function start(
    name: string,
    words: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): void {
    const unit = path.join(root, `docs/operations/systemd/sotevarmenne-${name}.service`)
    const command = [process.execPath, ...words]
    const [first = '', ...rest] = existsSync(unit) ? underFilterOf(unit, command) : command
    const program = spawn(first, rest, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plain(), ...settings },
    })
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed.push(`${name}: ${chunk.toString('utf8')}`)
      })
    programs.set(name, program)
  }

  /** Ends a program as an operator does; returns its exit code. */
  async function stop(name: string): Promise<number | null> {
    const program = programs.get(name)
    programs.delete(name)
    if (program === undefined) return null
    if (program.exitCode !== null) return program.exitCode
    const ended = new Promise<number | null>((resolve) => program.once('exit', resolve))
    program.kill('SIGTERM')
    return ended
  }

  const cli = (
    words: readonly string[],
    typed: readonly string[] = [],
    settings: NodeJS.ProcessEnv = {},
  ) =>
    new Promise<{ readonly code: unknown; readonly output: string }>((resolve) => {
      const program = execFile(
        process.execPath,
        ['apps/server/src/entry/cli.ts', ...words],
        { cwd: root, env: { ...plain(), ...peopleKey, ...databaseAs('cli'), ...settings } },
        (fault, stdout, stderr) => {
          resolve({ code: fault === null ? 0 : fault.code, output: `${stdout}${stderr}` })
        },
      )
      program.stdin?.end(typed.map((line) => `${line}\n`).join(''))
    })

  /**
   * Waits for a condition at start-up; throws with the programs' output when one of them has ended, or at the
   * timeout.
   */
  async function until(what: string, request: () => boolean | Promise<boolean>): Promise<void> {
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

  /** The card with that number among those beside the reader. */
  async function cardNumbered(cardNumber: string) {
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
    return assert.fail(`no card ${cardNumber} lies there`)
  }
})

/** A self-signed certificate for the listener, and where its settings find it. */
function makeTlsFiles(folder: string) {
  const [key, cert] = [path.join(folder, 'sign-in.key'), path.join(folder, 'sign-in.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', '/CN=localhost', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  )
  return {
    SOTEVARMENNE_TLS_SIGN_IN_CERTIFICATE_FILE: cert,
    SOTEVARMENNE_TLS_SIGN_IN_KEY_FILE: key,
  }
}

const responses = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
