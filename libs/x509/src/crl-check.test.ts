import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { signatureAlgorithmOf, signData } from './algorithms.ts'
import { statusByCrls } from './crl-check.ts'
import { packRevokedCertificates } from './crl-entry.ts'
import { decodeCertificateList, type CertificateList } from './crl.ts'
import {
  bitString,
  boolean,
  contextual,
  contextualPrimitive,
  integer,
  octetString,
  oid,
  sequence,
  time,
} from './der.ts'
import { authorityKeyIdentifier, encodeExtensions, type Extension } from './extensions.ts'
import { encodeName } from './names.ts'
import { extensionTypes } from './oids.ts'
import { encodeSignatureAlgorithm } from './signature-algorithm.ts'
import { aCa, aHolder, identifierOf, noon, valueOf, type Party } from './testing.ts'

const issuer = aCa({ commonName: 'TEST Issuer' })
const crlIssuer = aCa({ commonName: 'TEST CRLs' })
const signers = [issuer.certificate, crlIssuer.certificate]
const revokedAt = plus(noon, -day)

const keyCompromise = 1
const othersThanKeyCompromise = Uint8Array.of(7, 0b0011_1111, 0b1000_0000)

/** The limits of a CRL: the parts of its issuing distribution point. */
const limitedTo = (...parts: readonly Uint8Array[]): Extension => ({
  ...{ type: extensionTypes.issuingDistributionPoint, critical: true },
  value: sequence(...parts),
})
const ofReasons = (bits: Uint8Array) => limitedTo(contextualPrimitive(3, bits))
const indirect = limitedTo(contextualPrimitive(4, Uint8Array.of(0xff)))

function aCrl(by: Party, entries: Uint8Array, limits?: Extension) {
  const algorithm = signatureAlgorithmOf(by.privateKey)
  assert.ok(algorithm)
  const tbs = sequence(
    integer(1),
    encodeSignatureAlgorithm(algorithm),
    encodeName(by.name),
    time(plus(noon, -day)),
    time(plus(noon, day)),
    ...(entries.length === 0 ? [] : [sequence(entries)]),
    contextual(
      0,
      encodeExtensions([
        authorityKeyIdentifier(identifierOf(by.spki)),
        { type: extensionTypes.cRLNumber, critical: false, value: integer(1) },
        ...(limits ? [limits] : []),
      ]),
    ),
  )
  const signature = bitString(signData(algorithm, by.privateKey, tbs))
  return decodeCertificateList(sequence(tbs, encodeSignatureAlgorithm(algorithm), signature))
}

const listed = ({ certificate: { serial } }: Party) =>
  packRevokedCertificates([{ serial, revokedAt }])
const nothing = new Uint8Array(0)

/** An entry of a CRL for a certificate of this issuer. */
const listedOf = ({ certificate: { serial } }: Party, of: Party) =>
  sequence(
    integer(serial),
    time(revokedAt),
    sequence(
      sequence(
        oid(extensionTypes.certificateIssuer),
        boolean(true),
        octetString(sequence(contextual(4, encodeName(of.name)))),
      ),
    ),
  )

const statusOf = ({ certificate }: Party, ...crls: readonly CertificateList[]) =>
  statusByCrls({ certificate, crls, signers, at: noon }).kind

it('a certificate is good by a current CRL of its issuer, and revoked when that lists it', () => {
  const holder = aHolder(issuer)
  assert.equal(statusOf(holder), 'unknown')
  assert.equal(statusOf(holder, valueOf(aCrl(issuer, nothing))), 'good')
  assert.equal(statusOf(holder, valueOf(aCrl(issuer, listed(holder)))), 'revoked')
  assert.equal(statusOf(holder, valueOf(aCrl(crlIssuer, listed(holder)))), 'unknown')
  const stranger = aCa({ commonName: 'TEST Issuer' })
  assert.equal(statusOf(holder, valueOf(aCrl(stranger, nothing))), 'unknown')
})

it('a certificate is good only when CRLs of all reasons are there', () => {
  const holder = aHolder(issuer)
  const some = valueOf(aCrl(issuer, nothing, ofReasons(Uint8Array.of(6, 0x80 >> keyCompromise))))
  const others = valueOf(aCrl(issuer, nothing, ofReasons(othersThanKeyCompromise)))
  assert.equal(statusOf(holder, some), 'unknown')
  assert.equal(statusOf(holder, others), 'unknown')
  assert.equal(statusOf(holder, some, others), 'good')
})

it('a CRL of another issuer counts where the certificate names that issuer', () => {
  const point = sequence(contextual(2, contextual(4, encodeName(crlIssuer.name))))
  const type = extensionTypes.cRLDistributionPoints
  const extensions = [{ type, critical: false, value: sequence(point) }]
  const [holder, other] = [aHolder(issuer, { extensions }), aHolder(issuer, { extensions })]
  const crl = valueOf(aCrl(crlIssuer, listedOf(holder, issuer), indirect))
  assert.equal(statusOf(holder, crl), 'revoked')
  assert.equal(statusOf(other, crl), 'good')
  assert.equal(statusOf(aHolder(issuer), crl), 'unknown')
  const ofItsOwn = valueOf(aCrl(crlIssuer, listed(holder), indirect))
  assert.equal(statusOf(holder, ofItsOwn), 'good')
})

it('a CRL that does not say so may not have certificates of other issuers', () => {
  const holder = aHolder(issuer)
  assert.deepEqual(aCrl(crlIssuer, listedOf(holder, issuer)), {
    ok: false,
    refusal: { kind: 'malformed-list', part: 'entries' },
  })
})
