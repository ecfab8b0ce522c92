import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { createCertificates } from '../../apps/server/src/certificates/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/certificates/testing.ts'
import { startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { openTestDatabase } from '../support/postgres.ts'

const missing = ['zlint', 'openssl'].filter((tool) => spawnSync(tool, ['-version']).error)
const skip =
  missing.length > 0 && process.env['CI'] !== 'true'
    ? `not installed: ${missing.join(', ')}`
    : false

describe('certificates, to tools that are not ours', { skip }, () => {
  const now = instant(Date.now())
  let authority: TestAuthority
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  const files = new Map<string, string>()

  before(async () => {
    // zlint (Go's encoding/asn1) reads no arc beyond 31 bits, so it gets the arc for examples (RFC 5612).
    authority = await startTestAuthority({
      clock: { now: () => now },
      policyArc: '1.3.6.1.4.1.32473',
    })
    database = await openTestDatabase('PGlite')
    const { issuers, signer } = authority
    const record = () => Promise.resolve()
    const certificates = createCertificates({
      db: database.db,
      clock: { now: () => now },
      record,
      issuers,
      signer,
    })
    const keep = (name: string, der: Uint8Array): void => {
      const file = join(authority.folder, `${name}.pem`)
      const base64 = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')
      writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
      files.set(name, file)
    }
    keep('ca-root', issuers.root.certificate.der)
    keep('ca-issuing', issuers.professional.certificate.der)
    const permit = aPermit('certificates.issueCertificate')
    for (const profile of ['professional-authentication', 'professional-signature'] as const)
      for (const kind of ['P-384', 'RSA-3072'] as const) {
        const issued = await certificates.issueCertificate(
          permit,
          aRequest(now, { profile, key: aCardKey(kind) }),
        )
        assert.ok(issued.ok)
        keep(`${profile}-${kind}`, issued.value.der)
      }
    const key = aCardKey('P-256')
    const responder = await certificates.issueResponderCertificate(permit, {
      requestKey: 'responder',
      issuer: 'test-professional',
      spki: key.spki,
      proof: key.proof,
    })
    assert.ok(responder.ok)
    keep('ocsp-responder', responder.value.der)
  })
  after(async () => {
    await database.close()
    await authority.close()
  })

  it('verify up to the root with openssl', () => {
    const [root = '', issuing = ''] = [files.get('ca-root'), files.get('ca-issuing')]
    for (const [name, file] of files) {
      const output = execFileSync('openssl', [
        'verify',
        '-x509_strict',
        '-CAfile',
        root,
        '-untrusted',
        issuing,
        file,
      ])
      assert.match(output.toString(), /: OK/, name)
    }
  })

  it('pass zlint, but for the exceptions that are written down, each of which is needed', () => {
    const exceptions = JSON.parse(
      readFileSync(new URL('zlint-exceptions.json', import.meta.url), 'utf8'),
    ) as Readonly<Record<string, string>>
    const found = new Set<string>()
    const unexpected: string[] = []
    for (const [name, file] of files) {
      const output = execFileSync('zlint', ['-includeSources', 'RFC5280,RFC5480,ETSI_ESI', file])
      const results = JSON.parse(output.toString()) as Readonly<
        Record<string, { readonly result: string }>
      >
      for (const [lint, { result }] of Object.entries(results)) {
        if (!['warn', 'error', 'fatal'].includes(result)) continue
        found.add(lint)
        if (exceptions[lint] === undefined) unexpected.push(`${name}: ${result} ${lint}`)
      }
    }
    assert.deepEqual(unexpected, [])
    assert.deepEqual(
      Object.keys(exceptions).filter((lint) => !found.has(lint)),
      [],
    )
  })
})
