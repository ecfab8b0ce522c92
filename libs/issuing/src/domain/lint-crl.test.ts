import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus, second } from '@sotevarmenne/kernel/instant'
import { encodeTbsCertificateList, type CertificateListFields } from '@sotevarmenne/x509/crl'
import { readWholeCrl, type CrlSummary } from '@sotevarmenne/x509/crl-reader'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { anIssuer, testNow } from '../testing.ts'
import { lintCrl, crlLints } from './lint-crl.ts'
import { crlUrlOf } from './shards.ts'

const issuer = anIssuer()
const entry = {
  serial: Uint8Array.of(0x5a, 1),
  revokedAt: plus(testNow, -day),
  reason: 'keyCompromise',
} as const
const good: CertificateListFields = {
  signatureAlgorithm: issuer.signatureAlgorithm,
  issuer: issuer.subjectDer,
  thisUpdate: testNow,
  nextUpdate: plus(testNow, day),
  number: 7n,
  authorityKeyIdentifier: issuer.subjectKeyIdentifier,
  entries: [entry],
}

describe('the CRL lints', () => {
  it('pass a CRL as the service produces it', () => {
    assert.deepEqual(lintCrl(listOf({}), issuer), [])
    assert.deepEqual(lintCrl(listOf({ entries: [] }), issuer), [])
  })

  it('pass the CRL of a shard with the URL in its certificates, and with no other', () => {
    const sharded = { ...issuer, shards: 3 }
    const rulesBroken = (distributionPoint: string, shard?: number) =>
      lintCrl(listOf({ distributionPoint }), sharded, shard).map(({ rule }) => rule)
    const ofShard = crlUrlOf(sharded, 2)
    assert.deepEqual(rulesBroken(ofShard, 2), [])
    for (const [address, shard] of [
      [ofShard, 1],
      [ofShard, undefined],
      [crlUrlOf(sharded, 3), 3],
      [sharded.crlUrl, 2],
      [sharded.crlUrl, undefined],
    ] as const)
      assert.deepEqual(rulesBroken(address, shard), ['distribution-point-of-issuer'])
  })

  it('let the CRL of an offline root be valid for a year and a month, and no other CRL', () => {
    const nextUpdate = plus(testNow, 396 * day)
    assert.deepEqual(lintCrl(listOf({ nextUpdate }), { ...issuer, role: 'root' }), [])
    assert.deepEqual(
      lintCrl(listOf({ nextUpdate }), issuer).map(({ rule }) => rule),
      ['next-update-in-time'],
    )
  })

  it('have a sample for each rule, and a rule for each sample', () => {
    assert.deepEqual(Object.keys(samples).sort(), crlLints.map(({ rule }) => rule).sort())
  })

  for (const { rule, source } of crlLints)
    it(`refuse a CRL that breaks ${rule}`, () => {
      const sample = samples[rule]
      assert.ok(sample)
      const found = lintCrl(sample(), issuer)
      // One rule, one finding: no other rule hides it.
      assert.deepEqual(
        found.map((finding) => [finding.rule, finding.source]),
        [[rule, source]],
      )
      assert.notEqual(found[0]?.detail, '')
    })

  it('refuse every revocation reason that undoes a revocation, says nothing or is not in use', () => {
    for (const reason of ['certificateHold', 'removeFromCRL', 'aACompromise'] as const)
      assert.equal(
        lintCrl(listOf({ entries: [{ ...entry, reason }] }), issuer)[0]?.rule,
        'reason-of-ours',
      )
  })
})

const samples: Readonly<Record<string, () => CrlSummary>> = {
  'only-der-of-our-own': () => ({ ...listOf({}), isOwnForm: false }),
  'signature-algorithm-of-issuer': () => listOf({ signatureAlgorithm: 'ecdsa-sha256' }),
  'issuer-is-subject-of-issuer': () =>
    listOf({ issuer: encodeName([{ type: attributeTypes.countryName, value: 'FI' }]) }),
  'authority-key-identifier-of-issuer': () =>
    listOf({ authorityKeyIdentifier: new Uint8Array(20) }),
  'next-update-in-time': () => listOf({ nextUpdate: plus(testNow, 10 * day + second) }),
  'crl-number-positive': () => listOf({ number: 0n }),
  'distribution-point-of-issuer': () => listOf({ distributionPoint: 'http://localhost/part' }),
  'no-entry-twice': () => listOf({ entries: [entry, entry] }),
  'no-revocation-in-future': () =>
    listOf({ entries: [{ ...entry, revokedAt: instant(testNow + second) }] }),
  'reason-of-ours': () => listOf({ entries: [{ ...entry, reason: 'certificateHold' }] }),
}

function listOf(changes: Partial<CertificateListFields>): CrlSummary {
  const read = readWholeCrl(encodeTbsCertificateList({ ...good, ...changes }))
  assert.ok(read.ok)
  return read.value
}
