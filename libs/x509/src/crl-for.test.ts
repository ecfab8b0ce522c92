import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isCrlFor } from './crl-for.ts'

const issuerDer = Uint8Array.of(0x30, 0)
const issuer = { subjectDer: issuerDer, known: {} }
const addresses = ['http://lists.example/1.crl', 'ldap://lists.example/cn=1']
const certificate = { crlDistributionPoints: addresses }
const whole = { issuerDer, distributionPoints: [] }

it('a CRL covers only certificates of its issuer', () => {
  assert.ok(isCrlFor(whole, certificate, issuer))
  const other = { ...issuer, subjectDer: Uint8Array.of(0x30, 1, 0) }
  assert.equal(isCrlFor(whole, certificate, other), false)
})

it('a CRL of a shard covers the certificates that name any of its URLs', () => {
  const ofPart = (...distributionPoints: readonly string[]) =>
    isCrlFor({ issuerDer, distributionPoints }, certificate, issuer)
  assert.ok(ofPart('ldap://lists.example/cn=1'))
  assert.ok(ofPart('ldap://elsewhere.example/', 'http://lists.example/1.crl'))
  assert.equal(ofPart('http://lists.example/2.crl'), false)
  assert.equal(isCrlFor({ issuerDer, distributionPoints: addresses }, {}, issuer), false)
})

it('a CRL covers no certificate where its issuer may not sign CRLs', () => {
  const may = (...keyUsage: ('keyCertSign' | 'cRLSign')[]) =>
    isCrlFor(whole, certificate, { ...issuer, known: { keyUsage } })
  assert.ok(may('keyCertSign', 'cRLSign'))
  assert.equal(may('keyCertSign'), false)
})
