import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isListFor } from './list-for.ts'

const issuerDer = Uint8Array.of(0x30, 0)
const issuer = { subjectDer: issuerDer, known: {} }
const addresses = ['http://lists.example/1.crl', 'ldap://lists.example/cn=1']
const certificate = { crlDistributionPoints: addresses }
const whole = { issuerDer, distributionPoints: [] }

it('a list is for the certificates of its issuer alone', () => {
  assert.ok(isListFor(whole, certificate, issuer))
  const other = { ...issuer, subjectDer: Uint8Array.of(0x30, 1, 0) }
  assert.equal(isListFor(whole, certificate, other), false)
})

it('a list of a part is for the certificates that name one of its addresses, whichever', () => {
  const ofPart = (...distributionPoints: readonly string[]) =>
    isListFor({ issuerDer, distributionPoints }, certificate, issuer)
  assert.ok(ofPart('ldap://lists.example/cn=1'))
  assert.ok(ofPart('ldap://elsewhere.example/', 'http://lists.example/1.crl'))
  assert.equal(ofPart('http://lists.example/2.crl'), false)
  assert.equal(isListFor({ issuerDer, distributionPoints: addresses }, {}, issuer), false)
})

it('a list is for none where its issuer may not sign lists', () => {
  const may = (...keyUsage: ('keyCertSign' | 'cRLSign')[]) =>
    isListFor(whole, certificate, { ...issuer, known: { keyUsage } })
  assert.ok(may('keyCertSign', 'cRLSign'))
  assert.equal(may('keyCertSign'), false)
})
