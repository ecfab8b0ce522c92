import { instant } from '@sotevarmenne/kernel/instant'
import { createAudit } from '../../apps/server/src/audit/index.ts'
import { createCertificates } from '../../apps/server/src/certificates/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/certificates/testing.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { startTestAuthority } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { openTestDatabase } from '../support/postgres.ts'

/** Certificates a second through the whole path (P-384): checked, linted, committed with its audit entry, signed over the socket, committed again. */
const count = 300
const atOnce = 8
const clock = { now: () => instant(Date.now()) }

for (const kind of ['PGlite', 'PostgreSQL'] as const) {
  const { db, close } = await openTestDatabase(kind)
  const authority = await startTestAuthority({ clock })
  const { issuers, signer } = authority
  const outbox = createOutbox({ db, clock })
  outbox.use({ handlers: [], subscriptions: [] })
  const { recordAll } = createAudit({
    db,
    clock,
    planListeners: outbox.planListeners,
    planJob: outbox.planJob,
    signCheckpoint: signer.signCheckpoint,
    checkpointKeys: issuers.checkpointKeys,
    keptYears: 15,
    erasePermit: () => aPermit('audit.eraseEntries'),
    onFault: () => undefined,
  })
  const certificates = createCertificates({ db, clock, recordAll, issuers, signer })
  const requests = Array.from({ length: count }, () => aRequest(clock.now(), { key: aCardKey() }))
  const permit = aPermit('certificates.issueCertificate')

  const start = performance.now()
  const workers = Array.from({ length: atOnce }, async () => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
      const issued = await certificates.issueCertificate(permit, request)
      if (!issued.ok) throw new Error(issued.refusal.kind)
    }
  })
  await Promise.all(workers)
  const seconds = (performance.now() - start) / 1000
  process.stdout.write(
    `${kind}: ${(count / seconds).toFixed(0)} certificates/s, ${String(atOnce)} at once\n`,
  )
  await authority.close()
  await close()
}
