import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import type { SerialNumber } from '../../apps/server/src/pki/issuance/contract.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { createRevocations } from '../../apps/server/src/pki/revocation/index.ts'
import { appendRevocations } from '../../apps/server/src/pki/revocation/store.ts'
import { createCrls } from '../../apps/server/src/pki/crl/crl-updater.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { cpuMicrosecondsOfPostgres } from './cpu.ts'
import { memoryOf, processorSeconds } from './ocsp-load.ts'
import type { BenchService } from './service.ts'

/** One CRL; seconds of wall clock and processor time, and megabytes above those when idle. */
export type MeasuredCrl = {
  readonly entries: number
  readonly bytes: number
  readonly seconds: number
  readonly processor: Readonly<Record<'node' | 'signer' | 'postgres', number>>
  readonly memory: Readonly<Record<'node' | 'signer', number>>
}

/**
 * Full CRLs of the CA for professionals (P-384), from PostgreSQL through the signer, a process of its own, to
 * the file; one certificate is revoked before each, and the first builds the entry blocks of earlier
 * revocations. This process is the OCSP node, and does nothing else.
 */
export async function measureCrls(
  service: BenchService,
  rounds: number,
): Promise<readonly MeasuredCrl[]> {
  const db = createPostgresDb({ url: service.databaseUrl })
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-bench-crls-'))
  const signer = createSignerClient({ socketFolder: path.join(service.data, 'run') })
  const signerPid = service.pids()['signer'] ?? 0
  const issuers = await readIssuers(
    path.join(service.data, 'ca'),
    readCas({ validationUrl: `http://localhost:${String(service.ocspPort)}` }),
  )
  const issuer = issuers.current('professional', 'ecc')
  const clock = { now: () => instant(Date.now()) }
  const record = () => Promise.resolve()
  const certificates = {
    findCertificate: () => Promise.resolve(undefined),
    certificatesOfCard: () => Promise.resolve([]),
  }
  const revocations = createRevocations({
    certificates,
    record,
    clock,
  })
  // The signer refuses a CRL from the future; each must be half a minute after the one before.
  let forward = -3_600_000
  const faults: unknown[] = []
  const crls = createCrls({
    ...{ db, record, signer, certificates, folder: path.join(folder, 'crls') },
    // The mass-revocation guard counts the last hour: here everything, which two persons would have released.
    revocations: { ...revocations, causesAfter: () => Promise.resolve([]) },
    clock: { now: () => plus(clock.now(), forward) },
    issuers: { all: [issuer], find: () => issuer },
    permit: () => aPermit('crl.publishCrl'),
    countIssued: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
    limits: () => ({ number: Infinity, share: Infinity, windowMinutes: 60 }),
    onFault: (fault) => faults.push(fault),
  })

  const revokeOne = async (): Promise<void> => {
    // Before every CRL, however far its clock is behind, and outside the window of the mass-revocation guard.
    const longAgo = plus(clock.now(), -2 * 3_600_000)
    const added = {
      ...({
        issuer: issuer.id,
        reason: 'keyCompromise',
        cause: 'card-lost',
        shard: undefined,
      } as const),
      serial: `40${randomBytes(16).toString('hex')}` as SerialNumber,
      revokedAt: longAgo,
      notAfter: plus(clock.now(), 365 * day),
    }
    await db.write(async (tx) => ok(await appendRevocations(tx, [added], longAgo)), {
      isolation: 'read committed',
    })
  }

  const measureOne = async (): Promise<MeasuredCrl> => {
    forward += 31_000
    await revokeOne()
    // Resets the signer's peak memory: opening keys takes more than CRLs do.
    await writeFile(`/proc/${String(signerPid)}/clear_refs`, '5')
    const idle = { node: memoryOf(process.pid).now, signer: memoryOf(signerPid).now }
    let peak = idle.node
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(process.pid).now)
    }, 20)
    const used = () => ({
      node: processorSeconds([process.pid]),
      signer: processorSeconds([signerPid]),
      postgres: cpuMicrosecondsOfPostgres() / 1e6,
    })
    const before = used()
    const begun = performance.now()
    await crls.refresh()
    const took = (performance.now() - begun) / 1000
    const after = used()
    clearInterval(watch)
    if (faults.length > 0) throw faults[0]
    const file = crls.find(issuer.id, undefined)
    // Its compressed forms are written afterwards: they must not delay the next one.
    while (crls.find(issuer.id, undefined)?.br === undefined) await sleep(100)
    return {
      entries: file?.entries ?? 0,
      bytes: file?.plain.length ?? 0,
      seconds: took,
      processor: {
        node: after.node - before.node,
        signer: after.signer - before.signer,
        postgres: after.postgres - before.postgres,
      },
      memory: { node: peak - idle.node, signer: memoryOf(signerPid).max - idle.signer },
    }
  }

  try {
    const measured: MeasuredCrl[] = []
    while (measured.length < rounds) measured.push(await measureOne())
    return measured
  } finally {
    await crls.close()
    signer.close()
    await db.close()
    await rm(folder, { recursive: true, force: true })
  }
}
