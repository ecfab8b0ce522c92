import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Browser } from 'playwright-core'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aCardKey } from '../../apps/server/src/pki/issuance/testing.ts'
import type { Db } from '../../apps/server/src/platform/db.ts'
import { createRevocations } from '../../apps/server/src/pki/revocation/index.ts'
import { createOcspServer } from '../../apps/server/src/entry/ocsp-server.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { noBrowser, openPageViewer } from '@sotevarmenne/tests/browser/chromium'
import { languagesOf, lookAtPage, nothingIn } from '@sotevarmenne/tests/browser/look-at-page'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'

const now = instant(Date.parse('2026-11-24T14:00:00Z'))
const clock = { now: () => now }

/**
 * The pages of the OCSP process, for relying parties, in every language: accessible, within the window,
 * silent console.
 */
describe('every page of the OCSP process', { skip: noBrowser() }, () => {
  let ca: TestCa
  let database: { readonly db: Db; readonly close: () => Promise<void> }
  let server: { readonly port: number; readonly close: () => Promise<void> }
  let browser: Browser
  let serial: string

  before(async () => {
    ca = await startTestCa({ clock })
    database = await openTestDatabase()
    const { db } = database
    const { issuers, signer } = ca
    const record = () => Promise.resolve()
    const certificates = createCertificates({ db, clock, recordAll: record, issuers, signer })
    const revocations = createRevocations({ certificates, record, clock })
    const ocspServer = createOcspServer({
      ...{ db, clock, record, issuers, certificates, revocations, signer },
      crlFolder: path.join(ca.folder, 'crls'),
      permits: {
        issueCertificate: () => aPermit('certificates.issueCertificate'),
        publishCrl: () => aPermit('crl.publishCrl'),
      },
      onFault: (fault) => assert.fail(String(fault)),
    })
    await ocspServer.refresh()
    server = await ocspServer.start({ host: '127.0.0.1', port: 0 })
    const { spki, proof } = aCardKey('P-256')
    const issued = await certificates.issueResponderCertificate(
      aPermit('certificates.issueCertificate'),
      {
        requestKey: `responder:${randomUUID()}`,
        issuer: issuers.current('service', 'ecc').id,
        ...{ spki, proof },
      },
    )
    assert.ok(issued.ok)
    serial = issued.value.serial
    browser = await openPageViewer()
  })
  after(async () => {
    await browser.close()
    await server.close()
    await database.close()
    await ca.close()
  })

  const pages: readonly { readonly name: string; readonly at: () => string }[] = [
    { name: 'the front page', at: () => '/?' },
    { name: 'the CA certificates', at: () => '/ca/?' },
    { name: 'a policy', at: () => '/policies/professional-ecc?' },
    { name: 'the policy and practice statement', at: () => '/policies/statement?' },
    { name: 'the profiles', at: () => '/profiles/?' },
    { name: 'a profile of persons', at: () => '/profiles/professional-authentication?' },
    { name: 'a profile beside a certificate of a CA', at: () => '/profiles/ca-issuing?' },
    {
      name: 'a profile beside a certificate that was asked for',
      at: () => `/profiles/ocsp-responder?issuer=service-g1-ecc&serial=${serial}&`,
    },
    {
      name: 'a profile beside a certificate that is not there',
      at: () => '/profiles/server?issuer=service-g1-ecc&serial=01&',
    },
    { name: 'a page that is not there', at: () => '/profiles/unheard-of?' },
  ]
  const address = (at: string): string => `http://localhost:${String(server.port)}${at}`

  for (const [place, { name, at }] of pages.entries())
    for (const language of languagesOf(place))
      it(`${name} has no fault in ${language}`, async () => {
        const pictured = { of: 'ocsp', place, name, language } as const
        const findings = await lookAtPage(
          browser,
          (page) => page.goto(address(`${at()}language=${language}`)),
          pictured,
        )
        assert.deepEqual(findings, nothingIn(language))
      })

  it('a fingerprint is copied whole, by its button and by selecting it', async () => {
    const context = await browser.newContext()
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    await page.goto(address('/ca/?language=en'))
    const button = page.locator('[data-copy]').first()
    const fingerprint = await button.getAttribute('data-copy')
    assert.match(fingerprint ?? '', /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    await button.click()
    await page.locator('#copied', { hasText: fingerprint ?? '' }).waitFor()
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), fingerprint)
    await page.locator('.fingerprint').first().click()
    assert.equal(await page.evaluate('String(getSelection())'), fingerprint)
    await context.close()
  })

  it('the chosen language stays on the next page', async () => {
    const page = await browser.newPage()
    await page.goto(address('/'))
    await page.locator('a[hreflang=sv]').click()
    await page.locator('nav a[href="/profiles/"]').click()
    await page.locator('h1', { hasText: 'Certifikatprofiler' }).waitFor()
    await page.close()
  })
})
