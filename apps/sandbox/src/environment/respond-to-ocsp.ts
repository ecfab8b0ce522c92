import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  encodeResponseData,
  type CertificateStatus,
} from '@sotevarmenne/x509/ocsp'
import { algorithmOf, identifierOf, wholeSecond, type Keyed } from './certify.ts'

/**
 * The response of an issuer that signs with its own key (RFC 6960); undefined when the input is no OCSP
 * request.
 */
export function respondToOcsp(
  request: Uint8Array,
  {
    by,
    at,
    statusOf,
  }: {
    readonly by: Keyed
    readonly at: Instant
    readonly statusOf: (serial: Uint8Array) => CertificateStatus
  },
): Uint8Array | undefined {
  const requested = decodeOcspRequest(request)
  if (!requested.ok) return undefined
  const now = wholeSecond(at)
  const signatureAlgorithm = algorithmOf(by)
  const tbs = encodeResponseData({
    responderKeyHash: identifierOf(by),
    producedAt: now,
    nonce: requested.value.nonce,
    responses: requested.value.requests.map(({ certId, certIdDer }) => ({
      certIdDer,
      status: statusOf(certId.serial),
      thisUpdate: now,
      nextUpdate: plus(now, day),
    })),
  })
  return assembleOcspResponse({
    tbs,
    signatureAlgorithm,
    signature: signData(signatureAlgorithm, by.privateKey, tbs),
    certificates: [],
  })
}
