import { execFile } from 'node:child_process'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { aTbs, anIssuer } from '@sotevarmenne/issuing/testing'
import { instant, plus, day } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import { decodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { recordEvents } from '../../apps/server/src/audit/record.ts'
import { lintTbs } from '../../apps/server/src/pki/ca/index.ts'
import type { ClientId, SerialNumber } from '../../apps/server/src/pki/issuance/contract.ts'
import { writeRows, type Reservation } from '../../apps/server/src/pki/issuance/store.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { debiansModule } from '@sotevarmenne/tests/ca/debians-module'
import { aProgramsRequest } from '@sotevarmenne/tests/ca/program-request'
import { cpuMicroseconds, cpuMicrosecondsOfPostgres } from './cpu.ts'
import type { LoadPlan, LoadResult } from './load.ts'
import { startBenchService, type BenchService } from './service.ts'

/**
 * Minimum cost of a certificate: each part of it alone, in microseconds of processor time
 * (docs/adr/2026-11-26-issuance-throughput.md). `node tests/bench/floors.ts`
 */
const run = promisify(execFile)
const kinds = ['P-256', 'P-384', 'RSA-4096'] as const
const [, , what] = process.argv
if (what === 'signatures') await saySignatures()
else {
  await sayRequest()
  const service = await startBenchService()
  try {
    await sayNothingAround(service)
    await service.end('web')
    await sayRows(service)
    await sayModule(service)
  } finally {
    await service.stop()
  }
}

function say(words: string): void {
  process.stdout.write(`${words}\n`)
}

/** Microseconds of this process per call. */
async function cpuOf(times: number, action: (index: number) => unknown): Promise<string> {
  for (let index = 0; index < times / 4; index += 1) await action(index)
  const { user, system } = process.cpuUsage()
  for (let index = 0; index < times; index += 1) await action(index)
  const after = process.cpuUsage()
  return ((after.user + after.system - user - system) / times).toFixed(0)
}

/** Signing a request, parsing it, and linting the certificate from it. */
async function sayRequest(): Promise<void> {
  const requests = Array.from(
    { length: 500 },
    (_, index) =>
      new Uint8Array(
        Buffer.from(aProgramsRequest(`host-${String(index)}.bench.example`), 'base64'),
      ),
  )
  const read = (index: number) => {
    const request = decodeCertificateRequest(requests[index % 500] ?? new Uint8Array())
    if (!request.ok) throw new Error(request.refusal.kind)
    return request.value
  }
  const issuer = anIssuer('service-g1-ecc')
  const tbs = aTbs({ issuer, profile: 'server' })
  say(`request read: ${await cpuOf(4000, read)}`)
  const verified = await cpuOf(4000, (index) => {
    const { signatureAlgorithm, subjectPublicKeyInfo, tbs: data, signature } = read(index)
    return signatureCheckOf(signatureAlgorithm, subjectPublicKeyInfo)(data, signature)
  })
  say(`request read, its key too, and its signature verified: ${verified}`)
  say(`certificate read: ${await cpuOf(4000, () => decodeTbsCertificate(tbs))}`)
  say(
    `certificate read and linted: ${await cpuOf(4000, () => lintTbs(tbs, { issuer, profile: 'server' }))}`,
  )
}

/** A request of the size of a certificate request, to an address without an endpoint. */
async function sayNothingAround({ data, machinesPort, pids }: BenchService): Promise<void> {
  const count = 20_000
  const bodies = path.join(data, 'nothing')
  const body = JSON.stringify({ request: 'a'.repeat(400) })
  await writeFile(bodies, Array.from({ length: count }, () => body).join('\n'))
  const file = path.join(data, 'plan.json')
  const plan: LoadPlan = {
    ...{ port: machinesPort, path: '/api/v1/nothing', bodies, from: 0, count, clients: 32 },
    tls: {
      ca: path.join(data, 'listener.pem'),
      cert: path.join(data, 'client.pem'),
      key: path.join(data, 'client.key'),
    },
  }
  await writeFile(file, JSON.stringify(plan))
  const load = async () => {
    const program = path.join(import.meta.dirname, 'load.ts')
    const { stdout } = await run(process.execPath, [program, file])
    return JSON.parse(stdout) as LoadResult
  }
  await load()
  const web = pids()['web'] ?? 0
  const before = cpuMicroseconds(web)
  const { cpu } = await load()
  const ofWeb = (cpuMicroseconds(web) - before) / count
  say(`TLS and HTTP around nothing: web ${ofWeb.toFixed(0)}, load ${cpu.toFixed(0)}`)
}

/** Inserts and final updates of rows in one transaction, with their audit entries. */
async function sayRows({ databaseUrl }: BenchService): Promise<void> {
  const db = createPostgresDb({ url: databaseUrl })
  const clock = { now: () => instant(Date.now()) }
  const permit = aPermit('certificates.enrolCertificate')
  const recordAll = recordEvents({
    clock,
    planSubscribers: () => Promise.resolve(),
    onRecorded: () => undefined,
  })
  const { id: issuer } = anIssuer('service-g1-ecc')
  let before: readonly Reservation[] = []
  const write = async (reserved: readonly Reservation[]): Promise<void> => {
    const issued = before.map(({ serial, tbs }) => ({ issuer, serial, der: tbs }))
    const input = (type: 'CertificatesReserved' | 'CertificatesIssued', rows: typeof before) =>
      rows.length === 0
        ? []
        : [
            {
              event: {
                ...{ type, issuer, profile: 'server' },
                serials: rows.map(({ serial }) => serial),
              },
              permit,
            },
          ]
    await db.write(
      async (tx) => {
        await writeRows(tx, { reserved, issued, now: clock.now() })
        await recordAll(tx, [
          ...input('CertificatesReserved', reserved),
          ...input('CertificatesIssued', before),
        ])
        return ok(undefined)
      },
      { isolation: 'read committed' },
    )
    before = reserved
  }
  const aReservation = (): Reservation => {
    const bytes = randomBytes(784)
    const now = clock.now()
    return {
      ...{
        issuer,
        profile: 'server',
        serial: `5a${bytes.toString('hex', 0, 16)}` as SerialNumber,
      },
      requestKey: `client:${bytes.toString('hex', 16, 48)}`,
      keyDigest: bytes.toString('hex', 48, 80),
      clientId: '00000000-0000-4000-8000-000000000000' as ClientId,
      tbs: new Uint8Array(bytes.subarray(24)),
      ...{ notBefore: now, notAfter: plus(now, day), reservedAt: now },
    }
  }
  try {
    const cost = async (size: number): Promise<string> => {
      const groups = Array.from({ length: Math.ceil(6000 / size) }, () =>
        Array.from({ length: size / 2 }, aReservation),
      )
      const postgresBefore = cpuMicrosecondsOfPostgres()
      const { user, system } = process.cpuUsage()
      for (const group of groups) await write(group)
      const own = process.cpuUsage({ user, system })
      const each = (cpu: number): string => ((2 * cpu) / (groups.length * size)).toFixed(0)
      return `PostgreSQL ${each(cpuMicrosecondsOfPostgres() - postgresBefore)}, client ${each(own.user + own.system)}`
    }
    await cost(16)
    for (const size of [4, 8, 16, 32, 100])
      say(`rows and audit log, ${String(size)} steps a group: ${await cost(size)}`)
  } finally {
    await db.close()
  }
}

/** Signatures by Node's own OpenSSL, and by the cryptographic module that the signer loads. */
async function sayModule({ data }: BenchService): Promise<void> {
  const module = debiansModule(data)
  for (const [name, node] of [['Node', undefined] as const, ['module', module] as const]) {
    if (name === 'module' && module === undefined) continue
    const { stdout } = await run(
      process.execPath,
      [...(node?.options ?? []), import.meta.filename, 'signatures'],
      { env: { ...process.env, ...node?.environment } },
    )
    say(`signatures by ${name}: ${stdout.trim()}`)
  }
}

async function saySignatures(): Promise<void> {
  const found: string[] = []
  for (const kind of kinds) {
    const { privateKey } =
      kind === 'RSA-4096'
        ? generateKeyPairSync('rsa', { modulusLength: 4096 })
        : generateKeyPairSync('ec', { namedCurve: kind })
    const hash = { 'P-256': 'sha256', 'P-384': 'sha384', 'RSA-4096': 'sha512' }[kind]
    const data = Buffer.alloc(900, 7)
    const times = kind === 'P-256' ? 4000 : 600
    found.push(`${kind} ${await cpuOf(times, () => sign(hash, data, privateKey))}`)
  }
  say(found.join(', '))
}
