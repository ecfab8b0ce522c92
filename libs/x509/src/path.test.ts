import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from './certificate.ts'
import {
  bitString,
  contextual,
  contextualPrimitive,
  nullValue,
  oid,
  readDer,
  sequence,
  sequenceOf,
} from './der.ts'
import { basicConstraints, certificatePolicies, keyUsage, subjectAltName } from './extensions.ts'
import { algorithmTypes, attributeTypes, extensionTypes } from './oids.ts'
import { verifyChain, type ChainRefusal, type MinKeys } from './path.ts'
import type { InitialPolicies } from './policy-graph.ts'
import { aHolder, aCa, noon, valueOf, type Party, type PartyWishes } from './testing.ts'

const root = aCa({ commonName: 'TEST Root', keys: 'P-384' })
const issuing = aCa({
  commonName: 'TEST Issuing',
  issuer: root,
  pathLength: 0,
  keys: 'P-384',
})
const holder = aHolder(issuing)

const chainOf = (leaf: Party, intermediates: readonly Party[], at = noon) =>
  verifyChain({
    leaf: leaf.certificate,
    intermediates: intermediates.map(({ certificate }) => certificate),
    anchors: [root.certificate],
    at,
  })

const assertRefused = (response: ReturnType<typeof verifyChain>, refusal: ChainRefusal): void => {
  assert.deepEqual(response, { ok: false, refusal })
}

const caOnly = basicConstraints({ cA: true })

const named = (commonName: string, country: string) => [
  { type: attributeTypes.countryName, value: country },
  { type: attributeTypes.commonName, value: commonName },
]

const permittedDns = (domain: string) => ({
  type: extensionTypes.nameConstraints,
  critical: true,
  value: sequence(contextual(0, sequence(contextualPrimitive(2, Buffer.from(domain))))),
})

/** A policy is required from the next certificate on. */
const policyConstraints = {
  type: extensionTypes.policyConstraints,
  critical: true,
  value: sequence(contextualPrimitive(0, Uint8Array.of(0))),
}

/** The certificate with another AlgorithmIdentifier, in both places. */
function withAlgorithm({ tbs, signature }: Certificate, algorithm: Uint8Array): Certificate {
  const parts = sequenceOf(valueOf(readDer(tbs))) ?? []
  const changed = sequence(...parts.map(({ der }, index) => (index === 2 ? algorithm : der)))
  return valueOf(decodeCertificate(sequence(changed, algorithm, bitString(signature))))
}

describe('a certificate chain', () => {
  it('leads from the leaf to the anchor', () => {
    assert.deepEqual(chainOf(holder, [issuing]), {
      ok: true,
      value: [holder.certificate, issuing.certificate, root.certificate],
    })
  })

  it('is found among certificates that do not fit', () => {
    const namesake = aCa({ commonName: 'TEST Issuing', issuer: root })
    assert.equal(chainOf(holder, [namesake, holder, root, issuing]).ok, true)
  })

  it('is valid from its first second to the end of its last second', () => {
    const { notBefore, notAfter } = holder.certificate
    assert.equal(chainOf(holder, [issuing], notBefore).ok, true)
    assert.equal(chainOf(holder, [issuing], plus(notAfter, 999)).ok, true)
    assertRefused(chainOf(holder, [issuing], plus(notBefore, -1)), {
      kind: 'not-yet-valid',
      depth: 0,
    })
    assertRefused(chainOf(holder, [issuing], plus(notAfter, 1000)), { kind: 'expired', depth: 0 })
  })

  it('is refused when a CA in it has expired', () => {
    const old = aCa({ issuer: root, notAfter: instant(noon - day / 2) })
    assertRefused(chainOf(aHolder(old), [old]), { kind: 'expired', depth: 1 })
  })

  it('is refused when its issuer is missing, or another CA has the issuer’s name', () => {
    assertRefused(chainOf(holder, []), { kind: 'issuer-not-found', depth: 0 })
    const stranger = aCa({ commonName: 'TEST Issuing' })
    assertRefused(chainOf(aHolder(stranger), [issuing]), { kind: 'issuer-not-found', depth: 0 })
  })

  it('is refused when it ends in an untrusted CA', () => {
    const stranger = aCa({ commonName: 'TEST Stranger' })
    assertRefused(chainOf(aHolder(stranger), [stranger]), { kind: 'issuer-not-found', depth: 1 })
  })

  it('is refused when it has only the leaf, even if that is an anchor', () => {
    assertRefused(chainOf(aCa(), []), { kind: 'issuer-not-found', depth: 0 })
    assertRefused(chainOf(root, [root]), { kind: 'issuer-not-found', depth: 0 })
  })

  it('is refused when a signature is over other bytes', () => {
    const forged: Certificate = { ...holder.certificate, tbs: aHolder(issuing).certificate.tbs }
    assertRefused(
      verifyChain({
        leaf: forged,
        intermediates: [issuing.certificate],
        anchors: [root.certificate],
        at: noon,
      }),
      { kind: 'wrong-signature', depth: 0 },
    )
  })

  it('is refused when the issuer is an end-entity certificate', () => {
    assertRefused(chainOf(aHolder(holder), [holder, issuing]), {
      kind: 'issuer-is-no-ca',
      depth: 0,
    })
  })

  it('is refused when the CA may not sign certificates', () => {
    const crlsOnly = aCa({
      issuer: root,
      extensions: [basicConstraints({ cA: true }), keyUsage(['cRLSign'])],
    })
    assertRefused(chainOf(aHolder(crlsOnly), [crlsOnly]), {
      kind: 'issuer-is-no-ca',
      depth: 0,
    })
  })

  it('is refused when a CA exceeds the path length of the one above it', () => {
    const lower = aCa({ commonName: 'TEST Lower', issuer: issuing })
    assertRefused(chainOf(aHolder(lower), [lower, issuing]), { kind: 'path-too-long', depth: 1 })
  })

  it('is refused when an unsupported extension is critical', () => {
    const strange = { type: '1.2.246.999.9', value: nullValue() }
    assertRefused(
      chainOf(aHolder(issuing, { extensions: [{ ...strange, critical: true }] }), [issuing]),
      {
        kind: 'unknown-critical-extension',
        depth: 0,
      },
    )
    const harmless = aHolder(issuing, { extensions: [{ ...strange, critical: false }] })
    assert.equal(chainOf(harmless, [issuing]).ok, true)
  })

  it('leads over names that differ in case, space or string type only', () => {
    const issuer = { ...issuing, name: named('test  ISSUING ', 'FI') }
    const spelt = aHolder(issuer)
    assert.equal(chainOf(spelt, [issuing]).ok, true)
    assertRefused(chainOf(aHolder({ ...issuing, name: named('TESTIssuing', 'FI') }), [issuing]), {
      kind: 'issuer-not-found',
      depth: 0,
    })
  })

  it('is refused by name when an algorithm is only read, in the leaf, a CA or the anchor', () => {
    for (const [algorithm, name] of [
      [sequence(oid(algorithmTypes.sha1WithRsa), nullValue()), 'RSA with SHA-1'],
      [sequence(oid(algorithmTypes.ecdsaWithSha1)), 'ECDSA with SHA-1'],
      [sequence(oid(algorithmTypes.ed25519)), 'Ed25519'],
      [sequence(oid('1.2.3.4')), '1.2.3.4'],
    ] as const) {
      const strange = withAlgorithm(holder.certificate, algorithm)
      assert.equal(strange.signatureAlgorithm, `not accepted: ${name}`)
      const kind = 'signature-algorithm-not-accepted'
      const rest = { intermediates: [issuing.certificate], anchors: [root.certificate], at: noon }
      assertRefused(verifyChain({ ...rest, leaf: strange }), { kind, depth: 0 })
      const [ca, anchor] = [issuing, root].map((each) => withAlgorithm(each.certificate, algorithm))
      assert.ok(ca && anchor)
      const leaf = holder.certificate
      assertRefused(verifyChain({ ...rest, leaf, intermediates: [ca] }), { kind, depth: 1 })
      assertRefused(verifyChain({ ...rest, leaf, anchors: [anchor] }), { kind, depth: 2 })
    }
  })

  it('is refused when a key is weaker than stated', () => {
    const weak = aHolder(issuing, { keys: 'RSA-1024' })
    assertRefused(chainOf(weak, [issuing]), { kind: 'key-not-accepted', depth: 0 })
    const withMin = (leaf: Party, minKeys: MinKeys) =>
      verifyChain({
        leaf: leaf.certificate,
        intermediates: [issuing.certificate],
        anchors: [root.certificate],
        ...{ at: noon, minKeys },
      })
    assert.equal(withMin(weak, { rsaBits: 1024, curve: 'P-256' }).ok, true)
    assert.equal(withMin(holder, { rsaBits: 2048, curve: 'P-256' }).ok, true)
    assertRefused(withMin(holder, { rsaBits: 2048, curve: 'P-384' }), {
      kind: 'key-not-accepted',
      depth: 0,
    })
  })

  it('is found by another CA certificate when the first does not permit its names', () => {
    const narrow = aCa({
      ...{ commonName: 'TEST Issuing', issuer: root, keyOf: issuing },
      extensions: [caOnly, permittedDns('other.example')],
    })
    const leaf = aHolder(issuing, {
      extensions: [subjectAltName([{ kind: 'dns', value: 'a.fi' }])],
    })
    assertRefused(chainOf(leaf, [narrow]), { kind: 'name-not-permitted', depth: 0 })
    assert.equal(chainOf(leaf, [narrow, issuing]).ok, true)
  })

  it('is refused when it has no policy that is required by a CA or the caller', () => {
    const withPolicy = (policy: string, more: PartyWishes) => ({
      ...more,
      extensions: [caOnly, certificatePolicies([{ policy }])],
    })
    const ca = aCa(withPolicy('1.2.246.1', { issuer: root }))
    const good = aHolder(ca, { extensions: [certificatePolicies([{ policy: '1.2.246.1' }])] })
    const other = aHolder(ca, { extensions: [certificatePolicies([{ policy: '1.2.246.2' }])] })
    const wanting = (leaf: Party, policies?: InitialPolicies, above: Party = ca) =>
      verifyChain({
        leaf: leaf.certificate,
        intermediates: [above.certificate],
        anchors: [root.certificate],
        ...{ at: noon, policies },
      })
    const refusal = { kind: 'policy-not-accepted', depth: 0 } as const
    assert.equal(wanting(good, { isExplicit: true, acceptable: new Set(['1.2.246.1']) }).ok, true)
    assertRefused(wanting(good, { isExplicit: true, acceptable: new Set(['1.2.246.2']) }), refusal)
    assert.equal(wanting(other).ok, true)
    assertRefused(wanting(other, { isExplicit: true }), refusal)
    const requiring = aCa({
      issuer: root,
      extensions: [caOnly, policyConstraints, certificatePolicies([{ policy: '1.2.246.1' }])],
    })
    const under = aHolder(requiring, {
      extensions: [certificatePolicies([{ policy: '1.2.246.2' }])],
    })
    assertRefused(wanting(under, undefined, requiring), refusal)
  })

  it('has no certificate twice, where CAs certify one another (RFC 5280 § 6.1)', () => {
    const named = { commonName: 'TEST One' }
    const one = aCa({ ...named, issuer: root })
    const other = aCa({ commonName: 'TEST Other', issuer: one })
    const around = aCa({ ...named, issuer: other, keyOf: one })
    const leaf = aHolder(one)
    const found = chainOf(leaf, [around, other, one])
    assert.deepEqual(
      valueOf(found),
      [leaf, around, other, one, root].map(({ certificate }) => certificate),
    )
  })

  it('is refused within a short time when many CAs certify one another', () => {
    const stranger = aCa({ commonName: 'TEST Loop' })
    const wishes = { commonName: 'TEST Loop', issuer: stranger, keyOf: stranger }
    const heap = Array.from({ length: 40 }, () => aCa(wishes))
    assert.equal(chainOf(aHolder(stranger), heap).ok, false)
  })
})
