import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { profiles } from '#pki/ca/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import type { Db } from '#platform/db.ts'
import { clausesOf } from './cps-clauses.ts'
import { statementPdf } from './cps-pdf.ts'
import { statusPages } from './pages.ts'

const now = instant(Date.parse('2026-11-26T10:00:00Z'))

describe('the certificate policy and practice statement', () => {
  let ca: TestCa
  let page: (target: string) => Promise<string>
  before(async () => {
    ca = await startTestCa({ clock: { now: () => now } })
    const pages = statusPages({
      db: {} as unknown as Db,
      clock: { now: () => now },
      issuers: ca.issuers,
      certificates: { findCertificate: () => assert.fail('no certificate is looked at') },
    })
    page = async (target) =>
      (await pages({ target, cookie: undefined, acceptLanguage: 'en' }))?.markup ?? ''
  })
  after(() => ca.close())

  it('has every section of RFC 3647, in its order, each with text', () => {
    const facts = {
      ...{
        organisation: 'TEST',
        crlIntervalHours: 1,
        crlValidityHours: { shipped: 24, min: 12, max: 240 },
      },
      ...{ responseValidityHours: 1, guardNumber: 500, guardPercent: 2, guardMinutes: 60 },
    }
    const clauses = clausesOf(facts)
    const subsections = [6, 4, 4, 12, 8, 8, 3, 6, 17]
    assert.deepEqual(
      clauses.map(({ number }) => number),
      subsections.flatMap((count, at) => [
        String(at + 1),
        ...Array.from({ length: count }, (_, below) => `${String(at + 1)}.${String(below + 1)}`),
      ]),
    )
    for (const { number, text = [] } of clauses)
      assert.equal(text.length > 0, number.includes('.'), number)
  })

  it('is reachable at the address in every certificate', async () => {
    for (const { policy } of ca.issuers.all)
      if (policy !== undefined)
        assert.match(await page(new URL(policy.cpsUrl).pathname), /href="\/policies\/statement"/)
  })

  it('contains the names, identifiers and keys by which certificates are issued', async () => {
    const markup = await page('/policies/statement')
    for (const { commonName, policy } of ca.issuers.all) {
      assert.ok(markup.includes(commonName))
      assert.ok(markup.includes(policy?.oid ?? commonName))
    }
    for (const { id, keys } of Object.values(profiles)) {
      assert.ok(markup.includes(`/profiles/${id}`))
      assert.ok(markup.includes(keys.join(', ')))
    }
  })

  it('is also available as a tagged PDF, byte for byte the same each time', async () => {
    const { type, body } = await statementPdf(ca.issuers.all)()
    assert.equal(type, 'application/pdf')
    const pdf = Buffer.from(body)
    assert.ok(pdf.includes('/StructTreeRoot') && pdf.includes('pdfuaid:part'))
    assert.ok(pdf.equals((await statementPdf(ca.issuers.all)()).body))
    assert.ok((await page('/policies/statement')).includes('href="/policies/statement.pdf"'))
  })

  it('has a summary in Finnish and Swedish, and its English is marked as such', async () => {
    for (const [language, word] of [
      ['fi', 'RFC 3647:n'],
      ['sv', 'följer RFC 3647'],
    ] as const) {
      const markup = await page(`/policies/statement?language=${language}`)
      assert.ok(markup.includes(word))
      assert.match(markup, /<div lang="en">/)
    }
  })
})
