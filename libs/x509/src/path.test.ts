import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import type { Certificate } from './certificate.ts'
import { nullValue } from './der.ts'
import { basicConstraints, keyUsage } from './extensions.ts'
import { verifyChain, type ChainRefusal } from './path.ts'
import { aHolder, aCa, noon, type Party } from './testing.ts'

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

  it('is refused within a short time when many CAs certify one another', () => {
    const stranger = aCa({ commonName: 'TEST Loop' })
    const heap = Array.from({ length: 40 }, () => ({
      ...stranger,
      certificate: { ...stranger.certificate },
    }))
    assert.equal(chainOf(aHolder(stranger), heap).ok, false)
  })
})
