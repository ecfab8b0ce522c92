import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isCrlFor } from './crl-for.ts'
import type {
  DistributionPoint,
  IssuingDistributionPoint,
  DistributionPointName,
} from './distribution-points.ts'
import { attributeTypes } from './oids.ts'

const name = (commonName: string) => [{ type: attributeTypes.commonName, value: commonName }]
const issuer = { subject: name('TEST Issuer'), known: {} }
const uri = (value: string) => ({ kind: 'uri', value }) as const
const addresses = ['http://lists.example/1.crl', 'ldap://lists.example/cn=1']
const certificate = { crlDistributionPoints: addresses }
const whole = { issuer: issuer.subject, limits: undefined }
const limitedTo = (limits: IssuingDistributionPoint) => ({ ...whole, limits })

it('a CRL covers only certificates of its issuer', () => {
  assert.ok(isCrlFor(whole, certificate, issuer))
  assert.ok(isCrlFor({ ...whole, issuer: name('Test  issuer') }, certificate, issuer))
  assert.equal(isCrlFor({ ...whole, issuer: name('TEST Other') }, certificate, issuer), false)
})

it('a CRL of a shard covers the certificates that name any of its URLs', () => {
  const ofPart = (...urls: readonly string[]) =>
    isCrlFor(limitedTo({ distributionPoint: urls.map(uri) }), certificate, issuer)
  assert.ok(ofPart('ldap://lists.example/cn=1'))
  assert.ok(ofPart('ldap://elsewhere.example/', 'http://lists.example/1.crl'))
  assert.equal(ofPart('http://lists.example/2.crl'), false)
  assert.equal(isCrlFor(limitedTo({ distributionPoint: addresses.map(uri) }), {}, issuer), false)
})

it('a CRL at a directory name covers the certificates that name it, in full or under the issuer', () => {
  const place = { kind: 'directory', name: [...issuer.subject, ...name('CRL 1')] } as const
  const relative = { kind: 'relative-to-crl-issuer', name: name('crl 1') } as const
  const ofPlace = (...distributionPoint: readonly DistributionPointName[]) =>
    isCrlFor(
      limitedTo({ distributionPoint: [place] }),
      { distributionPoints: [{ distributionPoint }] },
      issuer,
    )
  assert.ok(ofPlace(place))
  assert.ok(ofPlace(uri('http://lists.example/1.crl'), relative))
  assert.equal(ofPlace({ ...relative, name: name('CRL 2') }), false)
  assert.equal(ofPlace(uri('http://lists.example/1.crl')), false)
})

it('a CRL of CAs covers no other certificate, and one of the others no CA', () => {
  const ca = { ...certificate, basicConstraints: { cA: true } } as const
  const ofKind = (only: NonNullable<IssuingDistributionPoint['only']>, of: typeof ca | object) =>
    isCrlFor(limitedTo({ distributionPoint: [], only }), of, issuer)
  assert.ok(ofKind('ca-certificates', ca))
  assert.ok(ofKind('user-certificates', certificate))
  assert.equal(ofKind('ca-certificates', certificate), false)
  assert.equal(ofKind('user-certificates', ca), false)
  assert.equal(ofKind('attribute-certificates', ca), false)
  assert.equal(ofKind('attribute-certificates', certificate), false)
})

it('a CRL of some reasons, or with certificates of other issuers, is not taken for a full one', () => {
  assert.equal(
    isCrlFor(limitedTo({ distributionPoint: [], reasons: [1] }), certificate, issuer),
    false,
  )
  assert.equal(
    isCrlFor(limitedTo({ distributionPoint: [], isIndirect: true }), certificate, issuer),
    false,
  )
  const distributionPoint = [uri('http://lists.example/1.crl')]
  const named = (more: Partial<DistributionPoint>) =>
    isCrlFor(
      limitedTo({ distributionPoint }),
      { distributionPoints: [{ distributionPoint, ...more }] },
      issuer,
    )
  assert.ok(named({}))
  assert.equal(named({ reasons: [1] }), false)
  assert.equal(named({ crlIssuers: [{ kind: 'directory', name: name('TEST Other') }] }), false)
})

it('a CRL covers no certificate where its issuer may not sign CRLs', () => {
  const may = (...keyUsage: ('keyCertSign' | 'cRLSign')[]) =>
    isCrlFor(whole, certificate, { ...issuer, known: { keyUsage } })
  assert.ok(may('keyCertSign', 'cRLSign'))
  assert.equal(may('keyCertSign'), false)
})
