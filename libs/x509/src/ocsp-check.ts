import { createHash } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier, verifySigned } from './algorithms.ts'
import { decodeCertificate, type Certificate } from './certificate.ts'
import { bitStringOf, equalBytes, readDer, sequenceOf } from './der.ts'
import {
  decodeOcspResponse,
  type BasicResponse,
  type CertId,
  type CertificateStatus,
  type OcspError,
  type OcspHash,
  type SingleResponse,
} from './ocsp.ts'
import { keyPurposes } from './oids.ts'
import { verifyChain } from './path.ts'

export type OcspCheck = {
  /** The OCSP response in DER. */
  readonly response: Uint8Array
  /** The serial number of the certificate in the request. */
  readonly serial: Uint8Array
  readonly issuer: Certificate
  readonly at: Instant
  /** The nonce of the request: the response must repeat it. Undefined: none was sent. */
  readonly nonce: Uint8Array | undefined
  /** Max clock skew between both sides, in milliseconds. */
  readonly toleranceMilliseconds: number
}

export type OcspCheckRefusal =
  | { readonly kind: 'malformed-response' }
  | { readonly kind: 'no-response'; readonly error: OcspError }
  | { readonly kind: 'not-about-this-certificate' }
  | { readonly kind: 'wrong-nonce' }
  | { readonly kind: 'not-yet-valid' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'responder-not-authorised' }
  | { readonly kind: 'wrong-signature' }

/**
 * The status of a certificate by an OCSP response, after checking that it is about the certificate, current,
 * and signed by its issuer or by a responder that the issuer has authorised (RFC 6960 § 3.2, § 4.2.2.2).
 */
export function checkOcspResponse(check: OcspCheck): Result<CertificateStatus, OcspCheckRefusal> {
  const single = checkedSingleResponse(check)
  return single.ok ? ok(single.value.status) : single
}

/** The same, with the time until which the response holds. */
export function checkedSingleResponse(check: OcspCheck): Result<SingleResponse, OcspCheckRefusal> {
  const response = decodeOcspResponse(check.response)
  if (!response.ok) return refuse({ kind: 'malformed-response' })
  if (response.value.kind === 'error')
    return refuse({ kind: 'no-response', error: response.value.error })
  const reply = response.value

  const single = reply.responses.find(({ certId }) =>
    isSameCertId(certId, certIdFor({ ...check, hashAlgorithm: certId.hashAlgorithm })),
  )
  if (single === undefined) return refuse({ kind: 'not-about-this-certificate' })
  if (check.nonce !== undefined && !(reply.nonce && equalBytes(reply.nonce, check.nonce)))
    return refuse({ kind: 'wrong-nonce' })
  if (single.thisUpdate > check.at + check.toleranceMilliseconds)
    return refuse({ kind: 'not-yet-valid' })
  if (single.nextUpdate !== undefined && single.nextUpdate < check.at - check.toleranceMilliseconds)
    return refuse({ kind: 'stale' })

  const responderKey = keyOfResponder(reply, check)
  if (responderKey === undefined) return refuse({ kind: 'responder-not-authorised' })
  return verifySigned(reply, responderKey) ? ok(single) : refuse({ kind: 'wrong-signature' })
}

export type AboutCertificate = {
  readonly hashAlgorithm: OcspHash
  readonly issuer: Certificate
  readonly serial: Uint8Array
}

/**
 * The CertID of a certificate in OCSP requests (RFC 6960 § 4.1.1). Throws when the issuer's key can't be
 * decoded.
 */
export function certIdFor({ hashAlgorithm, issuer, serial }: AboutCertificate): CertId {
  const info = readDer(issuer.subjectPublicKeyInfo)
  const key = info.ok ? bitStringOf(sequenceOf(info.value)?.[1]) : undefined
  if (key === undefined) throw new Error('issuer certificate has no decodable public key')
  const digest = (bytes: Uint8Array): Uint8Array =>
    new Uint8Array(createHash(hashAlgorithm).update(bytes).digest())
  return {
    hashAlgorithm,
    issuerNameHash: digest(issuer.subjectDer),
    issuerKeyHash: digest(key),
    serial,
  }
}

/** By digests of the same algorithm. */
const isSameCertId = (one: CertId, other: CertId): boolean =>
  equalBytes(one.issuerNameHash, other.issuerNameHash) &&
  equalBytes(one.issuerKeyHash, other.issuerKeyHash) &&
  equalBytes(one.serial, other.serial)

/**
 * The key that must have signed: the issuer's own, or that of a responder that the issuer itself has
 * certified for it.
 */
function keyOfResponder(response: BasicResponse, check: OcspCheck): Uint8Array | undefined {
  if (isResponder(check.issuer, response)) return check.issuer.subjectPublicKeyInfo
  for (const der of response.certificates) {
    const certificate = decodeCertificate(der)
    if (!certificate.ok || !isResponder(certificate.value, response)) continue
    const isCertified = verifyChain({
      leaf: certificate.value,
      intermediates: [],
      anchors: [check.issuer],
      at: check.at,
    }).ok
    const isForOcsp = certificate.value.known.extKeyUsage?.includes(keyPurposes.ocspSigning)
    if (isCertified && isForOcsp === true) return certificate.value.subjectPublicKeyInfo
  }
  return undefined
}

function isResponder(certificate: Certificate, { responder }: BasicResponse): boolean {
  if (responder.kind === 'name') return equalBytes(certificate.subjectDer, responder.nameDer)
  const identifier = keyIdentifier(certificate.subjectPublicKeyInfo)
  return identifier !== undefined && equalBytes(identifier, responder.keyHash)
}
