import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { startSoftHsm, withSoftHsm, type SoftHsm } from '@sotevarmenne/tests/ca/soft-hsm'

withSoftHsm('issuing with a key in an HSM', () => {
  describe('issuing with a key in an HSM', () => {
    const now = instant(Date.parse('2026-11-24T14:00:00.500Z'))
    const issuer = 'professional-g1-ecc'
    let hsm: SoftHsm
    let ca: TestCa
    let database: Awaited<ReturnType<typeof openTestDatabase>>
    let certificates: Certificates
    before(async () => {
      database = await openTestDatabase()
    })
    after(async () => {
      await database.close()
    })
    beforeEach(async () => {
      hsm = await startSoftHsm()
      await hsm.startServer()
    })
    afterEach(async () => {
      await ca.close()
      await hsm.close()
    })

    /** Starts issuing, with this timeout in milliseconds for an unavailable HSM. */
    async function startIssuing(patience: number): Promise<void> {
      ca = await startTestCa({
        clock: { now: () => now },
        hsm: {
          keyUris: new Map([[issuer, hsm.uriOf(issuer)]]),
          hsmLimits: {
            open: 60_000,
            response: 3_000,
            patience,
            firstPause: 50,
            maxPause: 500,
            look: 100,
            making: 20_000,
          },
        },
      })
      certificates = createCertificates({
        db: database.db,
        issuers: ca.issuers,
        signer: ca.signer,
        clock: { now: () => now },
        recordAll: () => Promise.resolve(),
      })
      await until(() => ca.signer.health())
    }

    const issue = (request = aRequest(now)) =>
      certificates.issueCertificate(aPermit('certificates.issueCertificate'), request)

    /** Retries until it does not reject. */
    async function until(action: () => Promise<unknown>): Promise<void> {
      while (
        !(await action().then(
          () => true,
          () => false,
        ))
      )
        await sleep(50)
    }

    it('waits while the HSM does not respond, reports it, and continues without a restart', async () => {
      await startIssuing(120_000)
      hsm.freeze()
      const issued = Promise.all(Array.from({ length: 5 }, () => issue()))
      await until(() => assert.rejects(ca.signer.health(), /professional-g1-ecc.*no answer/))
      const head = { size: 1, root: new Uint8Array(32), at: now, proof: [] }
      assert.ok((await ca.signer.signCheckpoint(head)).ok, 'others go on')

      hsm.thaw()
      assert.ok((await issued).every((each) => each.ok))
      assert.equal(ca.running.counts().certificates, 5)
      await until(() => ca.signer.health())
    })

    it('refuses when the session is lost for long, and finishes its reservations when the HSM is back', async () => {
      await startIssuing(6_000)
      const requested = aRequest(now)
      const forgotten = aRequest(now)
      await hsm.killServer()
      assert.deepEqual(await Promise.all([issue(requested), issue(forgotten)]), [
        refuse({ kind: 'signer-unavailable' }),
        refuse({ kind: 'signer-unavailable' }),
      ])
      const recover = () => certificates.recover(aPermit('certificates.recover'))
      assert.equal((await recover()).waiting, 2)

      await hsm.startServer()
      await until(() => ca.signer.health())
      assert.ok((await issue(requested)).ok, 'who asks again gets it')
      assert.deepEqual(await recover(), { issued: 1, voided: 0, waiting: 0 })
    })
  })
})
