import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
} from '@sotevarmenne/x509/certificate'
import { extensionTypes } from '@sotevarmenne/x509/oids'
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

  const keep = (name: string, der: Uint8Array): string => {
    const file = join(authority.folder, `${name}.pem`)
    const base64 = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')
    writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
    return file
  }
  const keepForAll = (name: string, der: Uint8Array): void => {
    files.set(name, keep(name, der))
  }

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => now } })
    database = await openTestDatabase('PGlite')
    const { issuers, signer } = authority
    const record = () => Promise.resolve()
    const certificates = createCertificates({
      db: database.db,
      clock: { now: () => now },
      recordAll: record,
      issuers,
      signer,
    })
    keepForAll('ca-root', issuers.current('professional', 'ecc').root.der)
    keepForAll('ca-issuing', issuers.current('professional', 'ecc').certificate.der)
    const permit = aPermit('certificates.issueCertificate')
    for (const profile of ['professional-authentication', 'professional-signature'] as const)
      for (const kind of ['P-384', 'RSA-3072'] as const) {
        const issued = await certificates.issueCertificate(
          permit,
          aRequest(now, { profile, key: aCardKey(kind) }),
        )
        assert.ok(issued.ok)
        keepForAll(`${profile}-${kind}`, issued.value.der)
      }
    const key = aCardKey('P-256')
    const responder = await certificates.issueResponderCertificate(permit, {
      requestKey: 'responder',
      issuer: issuers.current('professional', 'ecc').id,
      spki: key.spki,
      proof: key.proof,
    })
    assert.ok(responder.ok)
    keepForAll('ocsp-responder', responder.value.der)
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
    ) as Exceptions
    const findings = [...files].flatMap(([name, file]) => lintWithZlint(name, file))
    assert.deepEqual(judge(findings, exceptions), { unexpected: [], unused: [] })
  })

  it('would not pass zlint with an extension missing, or with an exception that nothing needs', () => {
    const certificate = decodeCertificate(
      authority.issuers.current('professional', 'ecc').certificate.der,
    )
    assert.ok(certificate.ok)
    const { signatureAlgorithm, signature, issuerDer, extensions } = certificate.value
    const bad = assembleCertificate({
      tbs: encodeTbsCertificate({
        ...certificate.value,
        issuer: issuerDer,
        extensions: extensions.filter(({ type }) => type !== extensionTypes.subjectKeyIdentifier),
      }),
      signatureAlgorithm,
      signature,
    })
    const findings = lintWithZlint('bad', keep('bad', bad))
    const lint = 'e_ext_subject_key_identifier_missing_ca'
    assert.deepEqual(judge(findings, {}), { unexpected: [`bad: error ${lint}`], unused: [] })
    assert.deepEqual(judge(findings, { [lint]: 'a reason', w_other: 'another' }), {
      unexpected: [],
      unused: ['w_other'],
    })
  })
})

type Exceptions = Readonly<Record<string, string>>
type Finding = { readonly name: string; readonly lint: string; readonly result: string }

/** What zlint has against a certificate, by the rules that apply to ours. */
function lintWithZlint(name: string, file: string): readonly Finding[] {
  const output = execFileSync('zlint', ['-includeSources', 'RFC5280,RFC5480,ETSI_ESI', file])
  const results = JSON.parse(output.toString()) as Readonly<
    Record<string, { readonly result: string }>
  >
  // An empty answer would pass everything.
  assert.ok(Object.keys(results).length > 50, `zlint judged ${name}`)
  return Object.entries(results)
    .filter(([, { result }]) => ['warn', 'error', 'fatal'].includes(result))
    .map(([lint, { result }]) => ({ name, lint, result }))
}

/** Holds findings against the exceptions, both ways. */
const judge = (findings: readonly Finding[], exceptions: Exceptions) => ({
  unexpected: findings
    .filter(({ lint }) => exceptions[lint] === undefined)
    .map(({ name, lint, result }) => `${name}: ${result} ${lint}`),
  unused: Object.keys(exceptions).filter((lint) => !findings.some((found) => found.lint === lint)),
})
