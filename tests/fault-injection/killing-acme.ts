import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { hash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { thumbprintOf, type AccountJwk } from '../../apps/server/src/services/acme/keys.ts'
import {
  aRequest,
  createAcmeEnvironment,
  type AcmeEnvironment,
} from '../../apps/server/src/services/acme/testing.ts'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { isOfServices } from '../../apps/server/src/services/service-certificates/testing.ts'
import type { CodedOrganisation } from '../../apps/server/src/people/registers/contract.ts'
import {
  jwkOf,
  overNetwork,
  type AcmeClient,
  type AcmeReply,
} from '@sotevarmenne/tests/network/acme-client'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { openOnServer } from '@sotevarmenne/tests/database/postgres'
import { countOf } from './installed-service.ts'
import { clock, rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'
import { endLeases } from './killing-jobs.ts'
import { startMortal, startNext, type SignerCrashPoint } from './killing-signer.ts'
import { ended, forkOf, kill } from './killing.ts'

type AcmeRole = 'web' | 'jobs'

/** Writes of each process for an order, in sequence: events, and one job. */
const writings = {
  web: ['AcmeOrderPlaced', 'a look at a name planned', 'AcmeOrderFinalised'],
  jobs: ['NameValidated', 'CertificatesReserved', 'CertificatesIssued', 'ServiceCertificateIssued'],
} as const
export type AcmeWriting = (typeof writings)[AcmeRole][number]

/** The crash points of an order: before and after each commit, and at actions outside commits. */
export type AcmeCrashPoint =
  `${AcmeWriting}, ${'not committed' | 'committed'}` | 'a name looked at' | 'a certificate fetched'

const crashPointsOf = (role: AcmeRole): readonly AcmeCrashPoint[] =>
  writings[role].flatMap((writing): readonly AcmeCrashPoint[] => [
    `${writing}, not committed`,
    `${writing}, committed`,
  ])
const ofWeb: readonly AcmeCrashPoint[] = [...crashPointsOf('web'), 'a certificate fetched']
const ofJobs: readonly AcmeCrashPoint[] = ['a name looked at', ...crashPointsOf('jobs')]

export type Kills = { readonly [Role in AcmeRole]?: AcmeCrashPoint | undefined }
/** Every crash point of either process, two of them in one order. */
export const everyKill: readonly Kills[] = ofJobs.map((jobs, index) => ({
  web: ofWeb[index],
  jobs,
}))

/** Parameters of a process of `acme-process.ts`. */
export type AcmeTask = {
  readonly role: AcmeRole
  /** URL of the database. */
  readonly url: string
  /** Folder of the CA. */
  readonly folder: string
  readonly coded: Map<string, CodedOrganisation>
  /** Address of the name server. */
  readonly resolver: string
  /** Port for ACME clients. */
  readonly port: number
}

/** A service with web, jobs and signer as killable processes, and a client with an account. */
export type MortalAcme = {
  readonly db: Db
  readonly ca: TestCa
  readonly client: AcmeClient
  readonly responses: DnsResponses
  /** The process that runs now. */
  readonly running: (role: AcmeRole) => ChildProcess
  readonly start: (role: AcmeRole) => Promise<void>
  readonly close: () => Promise<void>
}

const domain = 'faults.example.fi'

export async function startMortalAcme(): Promise<MortalAcme> {
  const running = new Map<AcmeRole, ChildProcess>()
  const opened: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    const alive = [...running.values()].filter((each) => each.exitCode === null && !each.signalCode)
    await Promise.all(alive.map(kill))
    for (const closeOne of opened.toReversed()) await closeOne()
  }
  try {
    const { db, url, close: closeDatabase } = await openOnServer()
    opened.push(closeDatabase)
    const ca = await startTestCa({ clock, isWanted: isOfServices })
    opened.push(ca.close)
    const responses: DnsResponses = new Map()
    const dns = await startDnsServer(responses)
    opened.push(dns.close)
    const { acme: port } = await freePorts(['acme'])
    const publicUrl = `http://127.0.0.1:${String(port)}`
    const { recordAll } = anAudit(db, { clock })
    const environment: AcmeEnvironment = await createAcmeEnvironment(db, {
      ...{ clock, publicUrl, ca: { ...ca, close: () => Promise.resolve() } },
      record: (tx, event, permit) => recordAll(tx, [{ event, permit }]),
    })
    opened.push(environment.close)
    const hospital = await environment.aHospital()
    const { approvalId } = await environment.anApproval(hospital, { names: [`.${domain}`] })
    const { coded } = environment
    const task = { url, folder: ca.folder, coded, resolver: dns.address, port }
    const start = async (role: AcmeRole): Promise<void> => {
      const process = forkOf('acme-process.ts')
      running.set(role, process)
      process.send({ role, ...task } satisfies AcmeTask)
      await Promise.race([once(process, 'message'), ended(process)])
      assert.equal(process.exitCode ?? process.signalCode, null, `${role} does not start`)
    }
    await Promise.all([start('web'), start('jobs')])
    const client = await environment.aClient(overNetwork)
    const account = await client.open(await environment.aKey(hospital, approvalId))
    assert.equal(account.status, 201, account.text)
    const runningAs = (role: AcmeRole): ChildProcess => {
      const process = running.get(role)
      assert.ok(process)
      return process
    }
    return { db, ca, client, responses, start, running: runningAs, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

/**
 * Kills web and jobs, each at its crash point of one order, and restarts them: the client continues, and has
 * one certificate.
 */
export async function surviveKillsOfOrder(acme: MortalAcme, kills: Kills): Promise<void> {
  const input = (['web', 'jobs'] as const).flatMap((role) => {
    const [crashPoint, process] = [kills[role], acme.running(role)]
    return crashPoint === undefined ? [] : [{ role, crashPoint, process }]
  })
  for (const { process, crashPoint } of input) {
    process.send(crashPoint)
    await once(process, 'message')
  }
  const ends = input.map(({ process }) => ended(process))
  const restarted = Promise.all(
    input.map(async ({ role }, index) => {
      await ends[index]
      if (role === 'jobs') await endLeases(acme.db)
      await acme.start(role)
    }),
  )
  const ordering = orderOne(acme)
  await Promise.race([Promise.all(ends), neverKilled(ordering)])
  await Promise.all([restarted, ordering])
}

/** The same when the signer is killed, and another one started. */
export async function surviveKillOfSignerOfOrder(
  acme: MortalAcme,
  crashPoint: SignerCrashPoint,
): Promise<void> {
  await acme.ca.running.close()
  const { folder } = acme.ca
  const signer = await startMortal({ folder, role: 'service', killAt: crashPoint })
  const ordering = orderOne(acme)
  await Promise.race([ended(signer), neverKilled(ordering)])
  const next = await startNext(acme.ca)
  try {
    await ordering
  } finally {
    await next.close()
  }
}

/** At the end, every certificate has its row, its signature and its audit entries once. */
export async function nothingIsLeftIncomplete({ db, ca }: MortalAcme): Promise<void> {
  const signer = await startNext(ca)
  try {
    await rowsSigningLogAndAuditLogAgree(db, ca)
  } finally {
    await signer.close()
  }
}

/** Allows for an order that completes a moment before its kill. */
async function neverKilled(ordering: Promise<void>): Promise<never> {
  await ordering
  await sleep(5000, undefined, { ref: false })
  throw new Error('no process was killed')
}

let ordered = 0
/** A minute: nothing of it takes longer, even on a busy machine. */
const orderedWithin = 60_000

/** One order from its name to its certificate, by a client that retries every request without a response. */
async function orderOne({ client, responses, db }: MortalAcme): Promise<void> {
  ordered += 1
  const name = `s${String(ordered)}.${domain}`
  const since = performance.now()
  const pause = async (milliseconds: number): Promise<void> => {
    assert.ok(performance.now() - since < orderedWithin, `${name} got no certificate`)
    await sleep(milliseconds)
  }
  const post = async (url: string, payload?: unknown): Promise<AcmeReply> => {
    for (;;) {
      const reply = await client.post(url, payload).catch(undefinedWhenBroken)
      if (reply !== undefined) {
        assert.ok(reply.status < 300, reply.text)
        return reply
      }
      await pause(20)
    }
  }
  const wait = async (url: string): Promise<Shown> => {
    for (;;) {
      const shown = JSON.parse((await post(url)).text) as Shown
      if (shown.status !== 'pending' && shown.status !== 'processing') return shown
      await pause(50)
    }
  }

  const placed = await post(client.at('newOrder'), { identifiers: [{ type: 'dns', value: name }] })
  const { authorizations, finalize } = JSON.parse(placed.text) as Order
  const [authorization = ''] = authorizations
  const { challenges } = JSON.parse((await post(authorization)).text) as Authorization
  const challenge = challenges.find(({ type }) => type === 'dns-01')
  assert.ok(challenge)
  const thumbprint = await thumbprintOf(jwkOf(client.keys()) as AccountJwk)
  const keyAuthorization = `${challenge.token}.${thumbprint}`
  responses.set(`_acme-challenge.${name} TXT`, [hash('sha256', keyAuthorization, 'base64url')])
  await post(challenge.url, {})
  assert.equal((await wait(authorization)).status, 'valid')
  const csr = aRequest([name])
  await post(finalize, { csr })
  const { status, certificate = '' } = await wait(placed.headers['location'] ?? '')
  assert.equal(status, 'valid')
  const { serialNumber, subjectAltName } = new X509Certificate((await post(certificate)).text)

  assert.equal(subjectAltName, `DNS:${name}`)
  const issued = sql`issuance.certificate where profile = 'server' and state = 'issued'`
  assert.equal(await countOf(db, issued), ordered)
  const serial = serialNumber.toLowerCase()
  assert.equal(await countOf(db, sql`issuance.certificate where serial = ${serial}`), 1)
  assert.equal(
    await countOf(
      db,
      sql`audit.entry where type = 'ServiceCertificateIssued' and facts->>'serial' = ${serial}`,
    ),
    1,
  )
  assert.equal(
    await countOf(db, sql`audit.entry where type = 'NameValidated' and facts->>'name' = ${name}`),
    1,
  )
}

type Order = { readonly authorizations: readonly string[]; readonly finalize: string }
type Authorization = {
  readonly challenges: readonly {
    readonly type: string
    readonly url: string
    readonly token: string
  }[]
}
type Shown = { readonly status: string; readonly certificate?: string }

/** No server was listening, or it was killed before the response. */
function undefinedWhenBroken(fault: unknown): undefined {
  if (!(fault instanceof TypeError)) throw fault
}
