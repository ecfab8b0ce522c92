import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { createAudit } from '../../apps/server/src/audit/index.ts'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import type { ClientId, EnrolmentRules } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { aProgramsRequest, pemOf } from '@sotevarmenne/tests/ca/program-request'
import { approveClient } from './approve-client.ts'
import { cpuMicroseconds, cpuMicrosecondsOfPostgres } from './cpu.ts'
import { certifyWithOpenssl } from './issuing-peers.ts'
import { median, sayLimits } from './limits.ts'
import { startBenchService } from './service.ts'

/**
 * A batch of requests (P-256, with a P-256 CA) without HTTP, as a process of the service issues it: checked,
 * linted, committed with its audit entry, signed over the socket, committed again, its audit entries
 * sequenced by jobs; in turn with `openssl ca -infiles`, which has one core, checks the requests' signatures
 * and syncs nothing to the disk.
 * `node tests/bench/issuing.ts [certificates a round] [at once] [rounds] [1|2 cores of ours]`
 */
const [, , perRound = '12000', together = '1500', rounds = '2', cores = '1'] = process.argv
const core = cores === '1' ? 0 : undefined
/** Before the first measured round: until code is compiled. */
const warmUp = 16_000
const count = Number(perRound)
const clock = { now: () => instant(Date.now()) }
const say = (words: string): void => {
  process.stdout.write(`${words}\n`)
}

const service = await startBenchService({
  smallKeyOf: 'service-g1-ecc',
  ...(core !== undefined && { core }),
})
if (core !== undefined) execFileSync('taskset', ['-acp', String(core), String(process.pid)])
await service.end('web')
await service.start('jobs')
const db = createPostgresDb({ url: service.databaseUrl })
const signer = createSignerClient({ socketFolder: path.join(service.data, 'run') })
try {
  // With the addresses that the signer expects.
  const validationUrl = `http://localhost:${service.ocspPort}`
  const issuers = await readIssuers(path.join(service.data, 'ca'), readCas({ validationUrl }))
  const outbox = createOutbox({ db, clock })
  outbox.use({ handlers: [], subscriptions: [] })
  const { recordAll } = createAudit({
    ...{ db, clock, planSubscribers: outbox.planSubscribers, planJob: outbox.planJob },
    signCheckpoint: signer.signCheckpoint,
    receipts: signer,
    lastNote: signer.lastNote,
    checkpointKeys: issuers.checkpointKeys,
    retentionYears: 15,
    erasePermit: () => aPermit('audit.eraseEntries'),
    onFault: () => undefined,
  })
  const certificates = createCertificates({ db, clock, recordAll, issuers, signer })
  const name = 'bench'
  const rules: EnrolmentRules = {
    ...{ profile: 'server', family: 'ecc', validityDays: 365 },
    ...{ organisation: 'Esimerkki', organisationOid: '1.2.246.10.1234567.10.1' },
    ...{ dnsNames: ['.bench.example'], commonNames: [] },
  }
  const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
    ...{ name, rules, certificate: issuers.roots[0]?.certificate.der ?? new Uint8Array() },
    approval: await approveClient(service, { name, rules }),
  })
  if (!registered.ok) throw new Error(registered.refusal.kind)
  const { clientId } = registered.value

  await certifyAll(requests(warmUp), clientId, certificates)
  const ratios: number[] = []
  for (let round = 0; round < Number(rounds); round += 1) {
    const requested = requests(count)
    const before = cpu()
    const seconds = await certifyAll(requested, clientId, certificates)
    const used = cpu().map(
      ([name, time], index) => `${name} ${((time - (before[index]?.[1] ?? 0)) / count).toFixed(0)}`,
    )
    say(
      `ours on ${cores} of the cores: ${(count / seconds).toFixed(0)}/s; CPU µs each: ${used.join(', ')}`,
    )
    const peer = await certifyWithOpenssl(service.data, requested.map(pemOf), 0)
    if (peer === undefined) {
      say('openssl is not installed: measured without it')
      continue
    }
    ratios.push(peer / seconds)
    say(
      `openssl ca -infiles: ${(count / peer).toFixed(0)}/s; ours ${(peer / seconds).toFixed(2)} ×`,
    )
  }
  sayLimits([
    {
      what: `a batch, ours on ${cores} of the cores, of openssl ca -infiles on one`,
      ...{ reached: median(ratios), min: 1.5, unit: '×' },
    },
  ])
} finally {
  signer.close()
  await db.close()
  await service.stop()
}

/** Returns the seconds that it took. Throws when one is refused. */
async function certifyAll(
  requested: readonly string[],
  clientId: ClientId,
  { enrolCertificate }: ReturnType<typeof createCertificates>,
): Promise<number> {
  const permit = {
    ...aPermit('certificates.enrolCertificate'),
    actor: { kind: 'client', clientId },
  } as const
  const waiting = [...requested]
  const start = performance.now()
  await Promise.all(
    Array.from({ length: Number(together) }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const issued = await enrolCertificate(permit, new Uint8Array(Buffer.from(next, 'base64')))
        if (!issued.ok) throw new Error(issued.refusal.kind)
      }
    }),
  )
  return (performance.now() - start) / 1000
}

function cpu(): readonly (readonly [string, number])[] {
  return [
    ['own', cpuMicroseconds(process.pid)],
    ...['signer', 'jobs'].map(
      (name) => [name, cpuMicroseconds(service.pids()[name] ?? 0)] as const,
    ),
    ['postgres', cpuMicrosecondsOfPostgres()],
  ]
}

function requests(of: number): readonly string[] {
  return Array.from({ length: of }, (_, index) =>
    aProgramsRequest(`host-${String(index)}.bench.example`),
  )
}
