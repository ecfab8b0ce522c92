import { randomBytes } from 'node:crypto'
import type { ReadyReply } from '@sotevarmenne/http1/response'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { extKeyUsage } from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { encodeOcspRequest, type CertificateStatus, type OcspHash } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { aHolder, noon, type Party } from '@sotevarmenne/x509/testing'
import { signing, type ResponderKey } from './responder-key.ts'

/** Builders for tests. */

export function aResponderKey(
  issuer: Party,
  keys: 'P-256' | 'RSA-2048' = 'P-256',
  notAfter = instant(noon + 30 * day),
): ResponderKey {
  const responder = aHolder(issuer, {
    commonName: 'TEST OCSP',
    keys,
    extensions: [extKeyUsage([keyPurposes.ocspSigning])],
  })
  return {
    ...signing(responder.privateKey),
    keyHash: keyIdentifier(responder.spki) ?? new Uint8Array(0),
    certificate: {
      der: responder.certificate.der,
      notBefore: instant(noon - day),
      notAfter,
    },
  }
}

/** A serial number of 17 bytes, as the service generates them. */
export function aSerial(number: number): Uint8Array {
  const serial = Buffer.alloc(17, 0x5a)
  serial.writeUInt32BE(number, 8)
  return new Uint8Array(serial)
}

export const aRequest = (
  issuer: Party,
  serials: readonly Uint8Array[],
  { hash = 'sha1', nonce }: { readonly hash?: OcspHash; readonly nonce?: Uint8Array } = {},
): Uint8Array =>
  encodeOcspRequest(
    serials.map((serial) => certIdFor({ hashAlgorithm: hash, issuer: issuer.certificate, serial })),
    nonce,
  )

/** The status of the certificate in the response, after the checks of a relying party. */
export function checked(
  response: Uint8Array,
  about: {
    readonly issuer: Party
    readonly serial: Uint8Array
    readonly at: Instant
    readonly nonce?: Uint8Array
  },
): CertificateStatus | string {
  const result = checkOcspResponse({
    response,
    serial: about.serial,
    issuer: about.issuer.certificate,
    at: about.at,
    nonce: about.nonce,
    toleranceMilliseconds: 0,
  })
  return result.ok ? result.value : result.refusal.kind
}

export const bodyOf = ({ ready, bodyAt }: ReadyReply): Uint8Array =>
  new Uint8Array(ready.subarray(bodyAt))

/** What an issuer's CA would certify: the responder's key, for a month. */
export function certifyResponder(issuer: Party, spki: Uint8Array, from: Instant): Uint8Array {
  const signatureAlgorithm = 'ecdsa-sha256'
  const tbs = encodeTbsCertificate({
    serial: randomBytes(16),
    signatureAlgorithm,
    issuer: encodeName(issuer.name),
    notBefore: from,
    notAfter: plus(from, 30 * day),
    subject: [{ type: attributeTypes.commonName, value: 'TEST OCSP' }],
    subjectPublicKeyInfo: spki,
    extensions: [extKeyUsage([keyPurposes.ocspSigning])],
  })
  const signature = signData(signatureAlgorithm, issuer.privateKey, tbs)
  return assembleCertificate({ tbs, signatureAlgorithm, signature })
}
