import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import type { IssuerId } from '../../apps/server/src/pki/ca/contract.ts'
import type { SerialNumber } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { systemClock as clock } from '../../apps/server/src/platform/clock.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { createRevocations } from '../../apps/server/src/pki/revocation/index.ts'
import { releasePause, viewPauses } from '../../apps/server/src/pki/crl/release-paused-crls.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { BenchService } from './service.ts'
import { issuer } from './statuses.ts'

/**
 * Revokes as the web process does: looks up the certificate, writes its CRL entry and audit entry, and
 * commits.
 */
export type Revoker = {
  /** Returns the milliseconds that it took. */
  readonly revoke: (serial: Buffer) => Promise<number>
  /**
   * Waits until the CRLs are paused, as after a large import, and releases them by two persons
   * (docs/operations/paused-crls.md).
   */
  readonly release: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function openRevoker(service: BenchService): Promise<Revoker> {
  const db = createPostgresDb({ url: service.databaseUrl })
  const signer = createSignerClient({ socketFolder: path.join(service.data, 'run') })
  const issuers = await readIssuers(
    path.join(service.data, 'ca'),
    readCas({ validationUrl: `http://localhost:${String(service.ocspPort)}` }),
  )
  const outbox = createOutbox({ db, clock })
  outbox.use({ handlers: [], subscriptions: [] })
  const { record, recordAll } = anAudit(db, {
    ...{ clock, planSubscribers: outbox.planSubscribers, planJob: outbox.planJob },
  })
  const certificates = createCertificates({ db, clock, recordAll, issuers, signer })
  const revocations = createRevocations({ certificates, record, clock })
  const holding = { db, record, clock, revocations }
  const permit = aPermit('cards.cancelCard', { personId: 'agent' })
  return {
    revoke: async (serial) => {
      const begun = performance.now()
      const revoked = await db.write((tx) =>
        revocations.revokeCertificates(tx, permit, {
          issuer: issuer as IssuerId,
          serials: [serial.toString('hex') as SerialNumber],
          ...{ reason: 'keyCompromise', cause: 'card-lost' },
        }),
      )
      if (!revoked.ok || revoked.value.length !== 1) throw new Error('certificate was not revoked')
      return performance.now() - begun
    },
    release: async () => {
      const end = performance.now() + 120_000
      for (;;) {
        const held = await viewPauses.handle(holding)(aPermit('crl.viewPauses'))
        const [hold] = held.ok ? held.value.pauses : []
        if (hold !== undefined) {
          for (const personId of ['one', 'other']) {
            const permit = aPermit('crl.releasePause', { personId })
            const agreed = await releasePause.handle(holding)(permit, hold)
            if (!agreed.ok) throw new Error(agreed.refusal.kind)
          }
          return
        }
        if (performance.now() > end) throw new Error('no paused CRLs')
        await sleep(200)
      }
    },
    close: async () => {
      signer.close()
      await db.close()
    },
  }
}

/** Milliseconds for each of these, sorted. */
export async function timesOfRevoking(
  { revoke }: Revoker,
  serials: readonly Buffer[],
): Promise<readonly number[]> {
  const times: number[] = []
  for (const serial of serials) times.push(await revoke(serial))
  return times.toSorted((one, other) => one - other)
}
