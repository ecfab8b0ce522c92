import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus, second } from '@sotevarmenne/kernel/instant'
import { encodeTbsCertificateList, type CertificateListFields } from '@sotevarmenne/x509/crl'
import { readWholeList, type ListSummary } from '@sotevarmenne/x509/crl-reader'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { anIssuer, testNow } from '../testing.ts'
import { lintList, listLints } from './lint-list.ts'
import { listUrlOf } from './shards.ts'

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

describe('the lints of lists', () => {
  it('pass a list as the service makes it', () => {
    assert.deepEqual(lintList(listOf({}), issuer), [])
    assert.deepEqual(lintList(listOf({ entries: [] }), issuer), [])
  })

  it('pass the list of a shard under the address in its certificates, and under no other', () => {
    const sharded = { ...issuer, shards: 3 }
    const rulesBroken = (distributionPoint: string) =>
      lintList(listOf({ distributionPoint }), sharded).map(({ rule }) => rule)
    assert.deepEqual(rulesBroken(listUrlOf(sharded, 2)), [])
    for (const address of [listUrlOf(sharded, 3), sharded.crlUrl])
      assert.deepEqual(rulesBroken(address), ['distribution-point-of-issuer'])
  })

  it('let an offline root’s list hold for a year and a month, and nobody else’s', () => {
    const nextUpdate = plus(testNow, 396 * day)
    assert.deepEqual(lintList(listOf({ nextUpdate }), { ...issuer, role: 'root' }), [])
    assert.deepEqual(
      lintList(listOf({ nextUpdate }), issuer).map(({ rule }) => rule),
      ['next-update-in-time'],
    )
  })

  it('have a sample for each rule, and no sample without a rule', () => {
    assert.deepEqual(Object.keys(samples).sort(), listLints.map(({ rule }) => rule).sort())
  })

  for (const { rule, source } of listLints)
    it(`refuse a sample that breaks ${rule}`, () => {
      const sample = samples[rule]
      assert.ok(sample)
      const found = lintList(sample(), issuer)
      // One rule, one fault: nothing else stands in for it.
      assert.deepEqual(
        found.map((finding) => [finding.rule, finding.source]),
        [[rule, source]],
      )
      assert.notEqual(found[0]?.detail, '')
    })

  it('refuse every reason that takes back, says nothing or is not ours', () => {
    for (const reason of ['certificateHold', 'removeFromCRL', 'aACompromise'] as const)
      assert.equal(
        lintList(listOf({ entries: [{ ...entry, reason }] }), issuer)[0]?.rule,
        'reason-of-ours',
      )
  })
})

const samples: Readonly<Record<string, () => ListSummary>> = {
  'only-der-of-our-own': () => ({ ...listOf({}), isOwnForm: false }),
  'signature-algorithm-of-issuer': () => listOf({ signatureAlgorithm: 'ecdsa-sha256' }),
  'issuer-is-subject-of-issuer': () =>
    listOf({ issuer: encodeName([{ type: attributeTypes.countryName, value: 'FI' }]) }),
  'authority-key-identifier-of-issuer': () =>
    listOf({ authorityKeyIdentifier: new Uint8Array(20) }),
  'next-update-in-time': () => listOf({ nextUpdate: plus(testNow, 10 * day + second) }),
  'list-number-positive': () => listOf({ number: 0n }),
  'distribution-point-of-issuer': () => listOf({ distributionPoint: 'http://localhost/part' }),
  'no-entry-twice': () => listOf({ entries: [entry, entry] }),
  'no-revocation-in-future': () =>
    listOf({ entries: [{ ...entry, revokedAt: instant(testNow + second) }] }),
  'reason-of-ours': () => listOf({ entries: [{ ...entry, reason: 'certificateHold' }] }),
}

function listOf(changes: Partial<CertificateListFields>): ListSummary {
  const read = readWholeList(encodeTbsCertificateList({ ...good, ...changes }))
  assert.ok(read.ok)
  return read.value
}
