import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import type { Certificate } from './certificate.ts'
import { nullValue } from './der.ts'
import { basicConstraints, keyUsage } from './extensions.ts'
import { verifyChain, type ChainRefusal } from './path.ts'
import { aHolder, anAuthority, noon, type Party } from './testing.ts'

const root = anAuthority({ commonName: 'TEST Root', keys: 'P-384' })
const issuing = anAuthority({
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

const assertRefused = (answer: ReturnType<typeof verifyChain>, refusal: ChainRefusal): void => {
  assert.deepEqual(answer, { ok: false, refusal })
}

describe('a chain', () => {
  it('leads from the leaf to the anchor', () => {
    assert.deepEqual(chainOf(holder, [issuing]), {
      ok: true,
      value: [holder.certificate, issuing.certificate, root.certificate],
    })
  })

  it('is found among certificates that do not fit', () => {
    const namesake = anAuthority({ commonName: 'TEST Issuing', issuer: root })
    assert.equal(chainOf(holder, [namesake, holder, root, issuing]).ok, true)
  })

  it('is valid from its first to the end of its last second', () => {
    const { notBefore, notAfter } = holder.certificate
    assert.equal(chainOf(holder, [issuing], notBefore).ok, true)
    assert.equal(chainOf(holder, [issuing], plus(notAfter, 999)).ok, true)
    assertRefused(chainOf(holder, [issuing], plus(notBefore, -1)), {
      kind: 'not-yet-valid',
      depth: 0,
    })
    assertRefused(chainOf(holder, [issuing], plus(notAfter, 1000)), { kind: 'expired', depth: 0 })
  })

  it('is refused when an authority in it has expired', () => {
    const old = anAuthority({ issuer: root, notAfter: instant(noon - day / 2) })
    assertRefused(chainOf(aHolder(old), [old]), { kind: 'expired', depth: 1 })
  })

  it('is refused when its issuer is missing, or another has its name', () => {
    assertRefused(chainOf(holder, []), { kind: 'issuer-not-found', depth: 0 })
    const stranger = anAuthority({ commonName: 'TEST Issuing' })
    assertRefused(chainOf(aHolder(stranger), [issuing]), { kind: 'issuer-not-found', depth: 0 })
  })

  it('is refused when it ends in an authority that nobody trusts', () => {
    const stranger = anAuthority({ commonName: 'TEST Stranger' })
    assertRefused(chainOf(aHolder(stranger), [stranger]), { kind: 'issuer-not-found', depth: 1 })
  })

  it('is refused when the leaf stands by itself, even if it is an anchor', () => {
    assertRefused(chainOf(anAuthority(), []), { kind: 'issuer-not-found', depth: 0 })
    assertRefused(chainOf(root, [root]), { kind: 'issuer-not-found', depth: 0 })
  })

  it('is refused when a signature was made over other bytes', () => {
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

  it('is refused when a holder signs for another', () => {
    assertRefused(chainOf(aHolder(holder), [holder, issuing]), {
      kind: 'issuer-is-no-authority',
      depth: 0,
    })
  })

  it('is refused when the authority may not sign certificates', () => {
    const listsOnly = anAuthority({
      issuer: root,
      extensions: [basicConstraints({ cA: true }), keyUsage(['cRLSign'])],
    })
    assertRefused(chainOf(aHolder(listsOnly), [listsOnly]), {
      kind: 'issuer-is-no-authority',
      depth: 0,
    })
  })

  it('is refused when an authority stands under one that may have none', () => {
    const lower = anAuthority({ commonName: 'TEST Lower', issuer: issuing })
    assertRefused(chainOf(aHolder(lower), [lower, issuing]), { kind: 'path-too-long', depth: 1 })
  })

  it('is refused when an extension that nobody here understands is critical', () => {
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

  it('is refused in good time when a heap of authorities name one another', () => {
    const stranger = anAuthority({ commonName: 'TEST Loop' })
    const heap = Array.from({ length: 40 }, () => ({
      ...stranger,
      certificate: { ...stranger.certificate },
    }))
    assert.equal(chainOf(aHolder(stranger), heap).ok, false)
  })
})
