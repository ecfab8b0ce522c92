import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import type { SignerClient } from '../../apps/server/src/pki/ca/index.ts'
import type { IssueCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { issuePermit, rowsSigningLogAndAuditLogAgree } from './issuing-environment.ts'

const afternoon = instant(Date.parse('2026-11-24T14:00:00Z'))

/** How the signer handles bytes that were stored before the clock jumped. */
const jumps = [
  { jump: 'a day forwards', by: day, isSigned: true },
  { jump: 'two days forwards', by: 2 * day, isSigned: false },
  { jump: 'an hour back', by: -hour, isSigned: false },
] as const

forEachDatabase('a certificate while the clock of the machine jumps', ({ db }) => {
  let now: Instant
  let ca: TestCa
  const clock = { now: () => now }

  before(async () => {
    now = plus(afternoon, -7 * day)
    ca = await startTestCa({ clock })
  })
  after(() => ca.close())

  const certificatesWith = (signCertificate: SignerClient['signCertificate']) =>
    createCertificates({
      db,
      clock,
      recordAll: anAudit(db, { clock }).recordAll,
      issuers: ca.issuers,
      signer: { signCertificate, voidReservation: (written) => ca.signer.voidReservation(written) },
    })
  const certificates = () => certificatesWith((tbs) => ca.signer.signCertificate(tbs))
  const recover = () => certificates().recover(aPermit('certificates.recover'))

  /** The request has one certificate, with a validity that begins at the instant and not in the future. */
  async function hasOneFrom(request: IssueCertificate, begins: Instant): Promise<void> {
    const again = await certificates().issueCertificate(issuePermit, request)
    assert.ok(again.ok)
    assert.deepEqual(await db.read((tx) => certificates().certificatesOfCard(tx, request.cardId)), [
      again.value,
    ])
    assert.equal(again.value.notBefore, begins)
    assert.ok(again.value.notBefore <= now)
    await rowsSigningLogAndAuditLogAgree(db, ca, clock)
  }

  for (const { jump, by, isSigned } of jumps) {
    it(`${jump} between row and signature is ${isSigned ? 'issued' : 'voided and reserved again at once'}`, async () => {
      now = afternoon
      const request = aRequest(now)
      const issued = await certificatesWith((tbs) => {
        now = plus(afternoon, by)
        return ca.signer.signCertificate(tbs)
      }).issueCertificate(issuePermit, request)
      assert.ok(issued.ok)
      await hasOneFrom(request, isSigned ? afternoon : now)
    })

    it(`${jump} before recovery is ${isSigned ? 'issued' : 'voided and reserved again'}`, async () => {
      now = afternoon
      const request = aRequest(now)
      assert.deepEqual(
        await certificatesWith(() =>
          Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'it is away' })),
        ).issueCertificate(issuePermit, request),
        refuse({ kind: 'signer-unavailable' }),
      )
      now = plus(afternoon, by)
      const [issued, voided] = isSigned ? [1, 0] : [0, 1]
      assert.deepEqual(await recover(), { issued, voided, waiting: 0 })
      await hasOneFrom(request, isSigned ? afternoon : now)
    })

    it(`${jump} before recovery is issued when it was signed before`, async () => {
      now = afternoon
      const request = aRequest(now)
      await assert.rejects(
        certificatesWith(async (tbs) => {
          const signed = await ca.signer.signCertificate(tbs)
          assert.ok(signed.ok)
          throw new Error('process killed before the response')
        }).issueCertificate(issuePermit, request),
        /killed before the response/,
      )
      now = plus(afternoon, by)
      assert.deepEqual(await recover(), { issued: 1, voided: 0, waiting: 0 })
      // The clock was wrong in between, not the certificate: it stays as it was signed.
      now = plus(afternoon, Math.max(by, 0))
      await hasOneFrom(request, afternoon)
    })
  }
})
