import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatSigningLogLine } from '@sotevarmenne/issuing/signing-log-line'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createSignerClient } from '../../apps/server/src/pki/ca/index.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { sayLimits, type Limit } from './limits.ts'
import { memoryOf } from './ocsp-load.ts'
import { measureStart, ocspNodeOf } from './ocsp-node.ts'
import { startBenchService, type BenchService } from './service.ts'
import { issuer, type Statuses } from './statuses.ts'

/**
 * How soon each process responds correctly after its start, and its memory then, with as many certificates, every
 * tenth of them revoked, and as many lines in the signing log.
 * `node tests/bench/start.ts [certificates]`
 */
const [, , requested = '1000000'] = process.argv
const certificates = Number(requested)
const perStatement = 100_000
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}
const seconds = (begun: number): number => (performance.now() - begun) / 1000
const limits: Limit[] = []
const note = (what: string, took: number, pid: number): void => {
  const { now, max } = memoryOf(pid)
  say(`${what}: ${took.toFixed(2)} s, ${String(now)} MB, at most ${String(max)} MB`)
  limits.push({
    what: `${what} at ${certificates.toLocaleString('en')}`,
    reached: took,
    max: 3,
    unit: 's',
  })
}

/** As in `fill`: the first 32 digits of the digest of the number. */
const generated: Statuses = {
  count: certificates,
  serial: (at) => Buffer.from(`40${createHash('md5').update(String(at)).digest('hex')}`, 'hex'),
  isGood: (at) => at % 10 !== 9,
}

const service = await startBenchService()
try {
  let begun = performance.now()
  await fill(service)
  say(`${certificates.toLocaleString('en')} certificates in ${seconds(begun).toFixed(0)} s`)
  await service.end('web')
  await service.end('signer')
  begun = performance.now()
  await writeSigningLog(path.join(service.data, 'keys', 'signing-log'))
  say(`as many lines of the signing log in ${seconds(begun).toFixed(0)} s`)
  await measureSigner('signer, which writes its index first')
  for (const each of ['signer', 'signer again']) {
    await service.end('signer')
    await measureSigner(each)
  }
  for (const each of ['web', 'jobs'] as const) {
    begun = performance.now()
    await service.start(each)
    // Jobs tell nobody that they have begun: theirs is noted for the memory.
    if (each === 'jobs') await sleep(5000)
    else note(each, seconds(begun), service.pids()[each] ?? 0)
    say(`${each}: ${String(memoryOf(service.pids()[each] ?? 0).now)} MB`)
  }
  const node = await ocspNodeOf(service)
  const { firstResponse, thousandMore, ready } = await measureStart(service, node, generated)
  note('OCSP', firstResponse, node.pid())
  say(
    `OCSP: a thousand more correct ones by ${thousandMore.toFixed(1)} s, ready at ${ready.toFixed(1)} s`,
  )
  say(`load ${loadavg()[0]?.toFixed(1) ?? ''}`)
  sayLimits(limits.filter(({ what }) => !what.includes('index first')))
} finally {
  await service.stop()
}

async function measureSigner(what: string): Promise<void> {
  const begun = performance.now()
  // Ready in the sense of this bench once its health is right.
  await service.start('signer')
  const client = createSignerClient({
    socketFolder: path.join(service.data, 'run'),
    certificatesAs: 'issuing',
  })
  const isHealthy = (): Promise<boolean> =>
    client.health().then(
      () => true,
      () => false,
    )
  while (!(await isHealthy())) {
    if (seconds(begun) > 180) throw new Error('the signer does not respond')
    await sleep(20)
  }
  const took = seconds(begun)
  client.close()
  note(what, took, service.pids()['signer'] ?? 0)
}

/** Rows as the import of statuses writes them, recorded before the last hours. */
async function fill({ databaseUrl }: BenchService): Promise<void> {
  const db = createPostgresDb({ url: databaseUrl })
  try {
    for (let from = 0; from < certificates; from += perStatement) {
      const to = Math.min(certificates, from + perStatement) - 1
      await db.write(async (tx) => {
        await sql`
          insert into issuance.certificate (issuer, serial, state, not_after, reserved_at, settled_at)
          select ${issuer}, '40' || md5(n::text), 'imported', now() + interval '2 years',
            now() - interval '9 days', now() - interval '9 days'
          from generate_series(${from}::bigint, ${to}::bigint) n`.execute(tx)
        // A CRL entry: serial, UTCTime, keyCompromise (RFC 5280 § 5.1).
        await sql`
          insert into revocation.revocation
            (position, issuer, serial, reason, cause, revoked_at, not_after, entry, recorded_at)
          select nextval('revocation.revocation_position'), ${issuer}, serial, 'keyCompromise', 'imported',
            '2026-11-01T00:00:00Z', now() + interval '2 years',
            decode('3030021140' || substr(serial, 3) || '170d' || encode('261101000000Z', 'hex')
              || '300c300a0603551d1504030a0101', 'hex'), now() - interval '9 days'
          from (
            select '40' || md5(n::text) as serial
            from generate_series(${from}::bigint, ${to}::bigint) n where n % 10 = 9
          ) revoked`.execute(tx)
        return ok(undefined)
      })
    }
    await db.write(async (tx) => {
      await sql`analyze`.execute(tx)
      return ok(undefined)
    })
  } finally {
    await db.close()
  }
}

/** Lines as long as those of certificates by P-384. */
async function writeSigningLog(log: string): Promise<void> {
  const file = await open(log, 'a')
  const signature = new Uint8Array(103)
  const notAfter = instant(Date.parse('2031-12-01T21:59:59Z'))
  let lines = ''
  for (let at = 0; at < certificates; at += 1) {
    const serial = generated.serial(at).toString('hex')
    lines += formatSigningLogLine({
      ...{
        use: `${issuer} serial ${serial}`,
        digest: serial.slice(2).repeat(2),
        signature,
        notAfter,
      },
    })
    if (at % 10_000 < 9999 && at < certificates - 1) continue
    await file.writeFile(lines)
    lines = ''
  }
  await file.sync()
  await file.close()
}
