import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { aSpki, aTbs, testNow } from '@sotevarmenne/issuing/testing'
import {
  assembleCertificate,
  decodeCertificate,
  decodeTbsCertificate,
  encodeTbsCertificate,
} from '@sotevarmenne/x509/certificate'
import { extensionTypes } from '@sotevarmenne/x509/oids'
import type { ProfileId } from '../../apps/server/src/pki/ca/contract.ts'
import { lintTbs, profiles, type Issuer } from '../../apps/server/src/pki/ca/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'

const missing = ['zlint', 'openssl'].filter((tool) => spawnSync(tool, ['-version']).error)
const skip =
  missing.length > 0 && process.env['CI'] !== 'true'
    ? `not installed: ${missing.join(', ')}`
    : false

describe('certificates, checked by third-party tools', { skip }, () => {
  let ca: TestCa
  /** Another CA, with qualified signatures and seals. */
  let decided: TestCa
  /**
   * Certificates of every profile, under every CA of both families that issues it, and under the qualified CAs.
   */
  const files = new Map<string, Stored>()

  // Generating RSA keys is slow, and nothing here checks for shared keys.
  const keys = { ecc: aSpki('P-384'), rsa: aSpki('RSA-3072') }

  const keep = (name: string, der: Uint8Array): string => {
    const file = join(ca.folder, `${name}.pem`)
    writeFileSync(file, new X509Certificate(der).toString())
    return file
  }

  const issue = async (
    { signer }: TestCa,
    profile: ProfileId,
    issuer: Issuer,
  ): Promise<Uint8Array> => {
    const spki = keys[issuer.family]
    const tbs = lintTbs(aTbs({ issuer, profile, spki }), { issuer, profile })
    assert.ok(tbs.ok)
    const signature = await signer.signCertificate(tbs.value)
    assert.ok(signature.ok)
    const { signatureAlgorithm } = issuer
    return assembleCertificate({
      tbs: tbs.value.der,
      signatureAlgorithm,
      signature: signature.value,
    })
  }

  /** Stores a certificate of every profile under every CA of the service, and those of the CAs. */
  const insertAllOf = async (of: TestCa, named = ''): Promise<void> => {
    for (const issuer of of.issuers.all) {
      const [own, root] = [`${named}${issuer.id}`, `${named}${issuer.under}`]
      const above = { above: own, root }
      files.set(own, { file: keep(own, issuer.certificate.der), ...above })
      for (const { id, issuers, certifies } of Object.values(profiles)) {
        if (certifies === 'ca' || !issuers.includes(issuer.role)) continue
        const name = `${named}${id} of ${issuer.id}`
        files.set(name, { file: keep(name, await issue(of, id, issuer)), ...above, profile: id })
      }
    }
  }

  before(async () => {
    const clock = { now: () => testNow }
    ca = await startTestCa({ clock, isWanted: () => true })
    await insertAllOf(ca)
    const qualified = ['fi', 'sv', 'en'].map((language) => ({
      ...{ url: `https://example.fi/${language}`, language },
    }))
    decided = await startTestCa({ clock, qualified, isWanted: isOfCurvesButTest })
    await insertAllOf(decided, 'qualified ')
  })
  after(async () => {
    await ca.close()
    await decided.close()
  })

  it('verify up to the root with openssl', () => {
    assert.ok(files.size > 60)
    for (const [name, { file, above, root }] of files) {
      const trusted = ['-CAfile', files.get(root)?.file ?? '']
      const words = ['-x509_strict', '-attime', String(testNow / 1000), ...trusted]
      const untrusted = ['-untrusted', files.get(above)?.file ?? '']
      const output = execFileSync('openssl', ['verify', ...words, ...untrusted, file])
      assert.match(output.toString(), /: OK/, name)
    }
  })

  it('of the CAs are two similar trees in openssl, of RSA-4096 with SHA-512 and of P-384 with SHA-384', () => {
    const { all } = ca.issuers
    const kinds = {
      rsa: ['Signature Algorithm: sha512WithRSAEncryption', 'Public-Key: (4096 bit)'],
      ecc: ['Signature Algorithm: ecdsa-with-SHA384', 'ASN1 OID: secp384r1'],
    } as const
    const rolesOf = (family: 'rsa' | 'ecc') =>
      all.filter((issuer) => issuer.family === family).map(({ role }) => role)
    assert.deepEqual(rolesOf('rsa'), [
      ...['root', 'root', 'professional', 'temporary', 'service', 'test'],
    ])
    assert.deepEqual(rolesOf('ecc'), rolesOf('rsa'))
    for (const { id, under, role, policy, crlUrl, ocspUrl, certificateUrl, family } of all) {
      const words = ['x509', '-noout', '-text', '-in', files.get(id)?.file ?? '']
      const text = execFileSync('openssl', [...words, '-nameopt', 'utf8']).toString()
      const ofIssuing = [
        ...['CA:TRUE, pathlen:0', policy?.oid, policy?.cpsUrl, ...(policy?.notices ?? [])],
        ...[crlUrl, ocspUrl, certificateUrl].map((url) => url.replace(id, under)),
      ]
      for (const said of [...kinds[family], ...(role === 'root' ? [] : ofIssuing)])
        assert.ok(text.includes(String(said)), `${id} says ${String(said)}:\n${text}`)
      assert.equal(policy?.notices.length, role === 'root' ? undefined : 3)
    }
  })

  it('pass zlint, except for the documented exceptions, each of which is needed', () => {
    const exceptions = JSON.parse(
      readFileSync(new URL('zlint-exceptions.json', import.meta.url), 'utf8'),
    ) as Exceptions
    const findings = [...files].flatMap(([name, { file }]) => lintWithZlint(name, file))
    assert.deepEqual(check(findings, exceptions), { unexpected: [], unused: [] })
  })

  it('are qualified in zlint and openssl where their CA is declared qualified', () => {
    const those = [...files].filter(
      ([name, { profile }]) =>
        name.startsWith('qualified ') && profile && profiles[profile].qualifiedFor !== undefined,
    )
    assert.deepEqual(
      those.map(([, { profile }]) => profile),
      [
        ...['professional-signature', 'staff-signature', 'actor-signature'],
        ...['temporary-signature', 'temporary-member-signature', 'system-signature'],
      ],
    )
    for (const [name, { file }] of those) assert.ok(saysOf(file).some(isOfQualified), name)
    const written = [...files].filter(([, { file }]) =>
      execFileSync('openssl', ['x509', '-noout', '-text', '-in', file]).includes('qcStatements:'),
    )
    assert.deepEqual(written, those)
  })

  it('would not pass zlint with an extension missing, or with an exception that nothing needs', () => {
    const certificate = decodeCertificate(ca.issuers.current('professional', 'ecc').certificate.der)
    assert.ok(certificate.ok)
    const { tbs, signature } = certificate.value
    const decoded = decodeTbsCertificate(tbs)
    assert.ok(decoded.ok)
    const { signatureAlgorithm, issuerDer, extensions } = decoded.value
    const bad = assembleCertificate({
      tbs: encodeTbsCertificate({
        ...decoded.value,
        issuer: issuerDer,
        extensions: extensions.filter(({ type }) => type !== extensionTypes.subjectKeyIdentifier),
      }),
      signatureAlgorithm,
      signature,
    })
    const findings = lintWithZlint('bad', keep('bad', bad))
    const lint = 'e_ext_subject_key_identifier_missing_ca'
    assert.deepEqual(check(findings, {}), { unexpected: [`bad: error ${lint}`], unused: [] })
    assert.deepEqual(check(findings, { [lint]: 'a reason', w_other: 'another' }), {
      unexpected: [],
      unused: ['w_other'],
    })
  })
})

type Stored = {
  readonly file: string
  /** File names of its issuer, and of the root. */
  readonly above: string
  readonly root: string
  /** Absent for a CA. */
  readonly profile?: ProfileId
}

type Exceptions = Readonly<Record<string, string>>
type Finding = { readonly name: string; readonly lint: string; readonly result: string }

/** Findings of zlint for a certificate, by the rules that apply to ours. */
const lintWithZlint = (name: string, file: string): readonly Finding[] =>
  saysOf(file)
    .filter(({ result }) => ['warn', 'error', 'fatal'].includes(result))
    .map(({ lint, result }) => ({ name, lint, result }))

/** Every rule that applies to ours, with its result. */
function saysOf(file: string): readonly Omit<Finding, 'name'>[] {
  const output = execFileSync('zlint', ['-includeSources', 'RFC5280,RFC5480,ETSI_ESI', file])
  const results = JSON.parse(output.toString()) as Readonly<
    Record<string, { readonly result: string }>
  >
  // An empty result would pass everything.
  assert.ok(Object.keys(results).length > 50, `zlint checked ${file}`)
  return Object.entries(results).map(([lint, { result }]) => ({ lint, result }))
}

// cspell:ignore qcstatem statems
/** zlint checks qualified statements only in certificates that have some. */
const isOfQualified = ({ lint, result }: Omit<Finding, 'name'>): boolean =>
  lint === 'e_qcstatem_mandatory_etsi_statems' && result === 'pass'

const isOfCurvesButTest = ({ role, family }: Pick<Issuer, 'role' | 'family'>): boolean =>
  family === 'ecc' && role !== 'test'

/** Compares findings with the exceptions, both ways. */
const check = (findings: readonly Finding[], exceptions: Exceptions) => ({
  unexpected: findings
    .filter(({ lint }) => exceptions[lint] === undefined)
    .map(({ name, lint, result }) => `${name}: ${result} ${lint}`),
  unused: Object.keys(exceptions).filter((lint) => !findings.some((found) => found.lint === lint)),
})
