import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus, second } from '@sotevarmenne/kernel/instant'
import { encodeTbsCertificateList, type CertificateListFields } from '@sotevarmenne/x509/crl'
import { readWholeCrl, type CrlSummary } from '@sotevarmenne/x509/crl-reader'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { anIssuer, testNow } from '../testing.ts'
import { lintCrl, crlLints, listedWithoutEnd } from './lint-crl.ts'
import { profiles } from './profiles.ts'
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
    const good = listOf({})
    for (const reason of [
      'certificateHold',
      'removeFromCRL',
      'aACompromise',
      'unspecified',
    ] as const) {
      const entries = { ...good.entries, reasons: new Set([reason, 'superseded'] as const) }
      const found = lintCrl({ ...good, entries }, issuer)
      assert.deepEqual(
        found.map(({ rule, detail }) => [rule, detail]),
        [['reason-of-ours', reason]],
      )
    }
  })

  it('let a CRL be valid ten days, and refuse one without any validity (RFC 5280 § 5.1.2.5)', () => {
    for (const [nextUpdate, role, isRight] of [
      [plus(testNow, second), 'professional', true],
      [plus(testNow, 10 * day), 'professional', true],
      [testNow, 'professional', false],
      [plus(testNow, -second), 'root', false],
      [plus(testNow, 396 * day + second), 'root', false],
    ] as const)
      assert.equal(lintCrl(listOf({ nextUpdate }), { ...issuer, role }).length, isRight ? 0 : 1)
  })

  it('let a CRL number be from 1 to 2^53 − 1', () => {
    for (const [number, isRight] of [
      [-1n, false],
      [0n, false],
      [1n, true],
      [2n ** 53n - 1n, true],
      [2n ** 53n, false],
    ] as const)
      assert.equal(
        lintCrl({ ...listOf({}), number }, issuer).length,
        isRight ? 0 : 1,
        String(number),
      )
  })

  it('let an entry be dated when the CRL is', () => {
    assert.deepEqual(lintCrl(listOf({ entries: [{ ...entry, revokedAt: testNow }] }), issuer), [])
  })

  it('refuse a CRL without the key of its issuer, and one for more places than its own', () => {
    const good = listOf({})
    for (const [changes, rule] of [
      [{ authorityKeyIdentifier: undefined }, 'authority-key-identifier-of-issuer'],
      [{ distributionPoints: [issuer.crlUrl, issuer.crlUrl] }, 'distribution-point-of-issuer'],
    ] as const)
      assert.deepEqual(
        lintCrl({ ...good, ...changes }, issuer).map((finding) => finding.rule),
        [rule],
      )
    const sharded = { ...issuer, shards: 3 }
    const ofShard = crlUrlOf(sharded, 2)
    assert.deepEqual(
      lintCrl({ ...good, distributionPoints: [ofShard, issuer.crlUrl] }, sharded, 2).map(
        (finding) => finding.rule,
      ),
      ['distribution-point-of-issuer'],
    )
  })

  it('list a certificate of unknown end longer than any that a person or a service has', () => {
    const persons = Object.values(profiles).filter(({ certifies }) =>
      ['person', 'service'].includes(certifies),
    )
    for (const { maxValidity } of persons) {
      // Five years have one or two leap days, and both the first and the last day are whole days.
      const days = 'days' in maxValidity ? maxValidity.days : 365 * maxValidity.years + 2
      assert.ok(listedWithoutEnd >= (days + 1) * day)
    }
    assert.ok(listedWithoutEnd <= 1831 * day, 'nor much longer')
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
