import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { ApplicationView } from '@sotevarmenne/api/service-certificates'
import { instant } from '@sotevarmenne/kernel/instant'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import {
  createServiceEnvironment,
  requestOf,
  type ServiceEnvironment,
} from '../../apps/server/src/services/service-certificates/testing.ts'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { portalPages } from '@sotevarmenne/tests/browser/portal-pages'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'

const run = promisify(execFile)

forEachDatabase('an issued service certificate', ({ db }) => {
  describe('can be downloaded from its page as files (R300)', { skip: noBrowser() }, () => {
    const { inPage } = portalPages()
    let environment: ServiceEnvironment
    let folder: string
    let certificate: NonNullable<ApplicationView['certificate']>
    const name = 'kanta.example.fi'

    before(async () => {
      environment = await createServiceEnvironment(db, {
        clock: { now: () => instant(Date.UTC(2026, 10, 25, 8)) },
        record: () => Promise.resolve(),
      })
      folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-issued-'))
      certificate = await issue()
    })
    after(async () => {
      await environment.ca.close()
      await rm(folder, { recursive: true, force: true })
    })

    async function issue() {
      const { serviceCertificates: service } = environment
      const { personId, organisationId, unitOid } = await environment.aHospital()
      const applying = aPermit('serviceCertificates.apply', { personId })
      const sending = aPermit('serviceCertificates.send', { personId })
      const drafted = await service.draftApplication(applying, {
        ...{ organisationId, unitOid, product: 'server', isTest: false, names: [name] },
        technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
        ...{ mailbox: 'certificates@example.fi', language: 'en' },
      })
      assert.ok(drafted.ok)
      const { applicationId } = drafted.value
      const subject = [{ type: attributeTypes.commonName, value: name }]
      const request = requestOf(subject, [name]).toString('base64')
      assert.ok((await service.bringRequest(sending, { applicationId, request })).ok)
      assert.ok((await service.sendApplication(sending, { applicationId })).ok)
      for (const decision of ['check', 'approve'] as const) {
        const caseOfficer = await environment.aPerson()
        const permit = aPermit('serviceCertificates.decideApplication', { personId: caseOfficer })
        assert.ok((await service.decideApplication(permit, { applicationId, decision })).ok)
      }
      await environment.outbox.drain()
      const seen = await service.viewApplication(applying, { applicationId })
      assert.ok(seen.ok && seen.value.certificate)
      return seen.value.certificate
    }

    it('with their names and types, and OpenSSL reads each and builds the chain to the root', () =>
      inPage('holder', async (page, { url }) => {
        await page.route('**/certificate-applications/*', async (route) => {
          const response = await route.fetch()
          const application = (await response.json()) as ApplicationView
          await route.fulfill({ response, json: { ...application, certificate } })
        })
        await page.goto(
          `${url}/en/organisation/00000000-0000-4000-8000-000000000801/certificates/00000000-0000-4000-8000-000000000852`,
        )
        await page.locator('#certificate').waitFor()
        // A browser derives a file's name from the link and from the type of its content.
        await page.evaluate(`{
          const make = URL.createObjectURL.bind(URL)
          globalThis.types = []
          URL.createObjectURL = (blob) => (types.push(blob.type), make(blob))
        }`)
        const saved: string[] = []
        for (const button of ['Save as PEM', 'Save as DER', 'Save the chain']) {
          const download = page.waitForEvent('download')
          await page.getByRole('button', { name: button }).press('Enter')
          const file = path.join(folder, (await download).suggestedFilename())
          await (await download).saveAs(file)
          saved.push(file)
        }
        const { serial } = certificate
        assert.deepEqual(
          saved.map((file) => path.basename(file)),
          [`${serial}.pem`, `${serial}.cer`, `${serial}-chain.pem`],
        )
        assert.deepEqual(await page.evaluate('types'), [
          'application/x-pem-file',
          'application/pkix-cert',
          'application/pem-certificate-chain',
        ])
        const [pem = '', der = '', chain = ''] = saved
        const openssl = async (...options: readonly string[]): Promise<string> =>
          (await run('openssl', [...options])).stdout
        const requested = ['-noout', '-serial', '-subject', '-ext', 'subjectAltName']
        const ofDer = await openssl('x509', '-inform', 'DER', '-in', der, ...requested)
        assert.equal(await openssl('x509', '-inform', 'PEM', '-in', pem, ...requested), ofDer)
        assert.match(ofDer, new RegExp(`^serial=0*${serial.replace(/^0+/, '')}$`, 'im'))
        assert.match(ofDer, new RegExp(`DNS:${name.replaceAll('.', '\\.')}`))
        // The issuing CA first, the root at the end: a server's chain file, and the trust anchor.
        const cas = (await readFile(chain, 'utf8')).match(
          /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g,
        )
        assert.equal(cas?.length, 2)
        // Status services do not respond here: only the chain is checked.
        const at = String(Date.UTC(2026, 10, 25, 12) / 1000)
        const verified = await openssl(
          ...['verify', '-attime', at, '-x509_strict', '-purpose', 'sslserver'],
          ...['-verify_hostname', name, '-CAfile', chain, pem],
        )
        assert.equal(verified.trim(), `${pem}: OK`)
      }))
  })
})
