import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { factsOf } from '@sotevarmenne/issuing/testing'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { aHolder, aCa, noon, valueOf } from '@sotevarmenne/x509/testing'
import { faultOf } from './examine.ts'

describe('a certificate that a ceremony has just created', () => {
  const named = (id: string, commonName: string) => ({ ...factsOf(id), commonName })
  const rootFacts = named('root-g1-ecc', 'TEST Root')
  const facts = named('professional-g1-ecc', 'TEST Authority')
  const root = aCa({ commonName: 'TEST Root' })
  const issuing = aCa({ issuer: root })
  const faultIn = (certificate: Certificate, of = facts, at = noon) =>
    faultOf(of, { certificate, root: root.certificate, at })

  it('has no fault if it matches what was decided', () => {
    assert.equal(faultIn(root.certificate, rootFacts), undefined)
    assert.equal(faultIn(issuing.certificate), undefined)
  })

  it('has a fault when it names another subject', () => {
    const fault = faultIn(aCa({ issuer: root, commonName: 'TEST Other' }).certificate)
    assert.match(fault ?? '', /it names [^]*CN=TEST Other/)
  })

  it('must be a CA certificate, issued by its own root', () => {
    assert.equal(
      faultIn(aHolder(root, { commonName: 'TEST Authority' }).certificate),
      'it is not of a CA',
    )
    const [stranger, namesake] = [aCa(), aCa({ commonName: 'TEST Root' })]
    for (const issuer of [stranger, namesake])
      assert.equal(faultIn(aCa({ issuer }).certificate), 'it is not of its root')
  })

  it('must have a signature that verifies', () => {
    for (const [{ certificate }, of] of [
      [issuing, facts],
      [root, rootFacts],
    ] as const) {
      const spoiled = Uint8Array.from(certificate.der)
      spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1
      assert.equal(
        faultOf(of, {
          certificate: valueOf(decodeCertificate(spoiled)),
          root: root.certificate,
          at: noon,
        }),
        'the signature does not verify',
      )
    }
  })

  it('must have a chain that is valid at the time of the ceremony', () => {
    assert.match(
      faultIn(issuing.certificate, facts, plus(noon, 2 * day)) ?? '',
      /the chain does not hold: /,
    )
  })
})
