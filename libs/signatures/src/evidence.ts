import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { isCrlFor } from '@sotevarmenne/x509/crl-for'
import { decodeOcspResponse, type CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'

/** Evidence of the status of certificates, stored with a signature or fetched for it. */
export type Evidence = {
  readonly certificates: readonly Certificate[]
  /** OCSP responses in DER. */
  readonly ocspResponses: readonly Uint8Array[]
  /** CRLs in DER. */
  readonly crls: readonly Uint8Array[]
}

export const noEvidence: Evidence = { certificates: [], ocspResponses: [], crls: [] }

export type EvidenceRefusal = {
  readonly kind: 'revoked'
  readonly at: Instant
  /** The position in the chain; the signer's certificate is 0. */
  readonly depth: number
}

/**
 * The status of a chain at the time its signature existed, by the evidence. A later revocation does not
 * matter. Evidence counts when it was issued then or later, or was still fresh then.
 */
export function statusByEvidence(
  chain: readonly Certificate[],
  existedAt: Instant,
  evidence: Evidence,
): Result<'good' | 'not-shown', EvidenceRefusal> {
  let status: 'good' | 'not-shown' = 'good'
  for (const [depth, certificate] of chain.slice(0, -1).entries()) {
    const issuer = chain[depth + 1]
    const found = issuer && statusOf({ certificate, issuer, existedAt, evidence })
    if (found?.kind === 'revoked' && found.revokedAt <= existedAt)
      return refuse({ kind: 'revoked', at: found.revokedAt, depth })
    if (found === undefined || found.kind === 'unknown') status = 'not-shown'
  }
  return ok(status)
}

type About = {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly existedAt: Instant
  readonly evidence: Evidence
}

/** Max clock skew between the signer's time-stamp and the OCSP responder or CRL issuer. */
const tolerance = minute

/** Among several that count, a revoked status decides: the others may be older. */
function statusOf(about: About): CertificateStatus | undefined {
  const found = [
    ...about.evidence.ocspResponses.map((response) => statusByOcsp(response, about)),
    ...about.evidence.crls.map((crl) => statusByCrl(crl, about)),
  ].filter((status) => status !== undefined)
  return (
    found.find(({ kind }) => kind === 'revoked') ??
    found.find(({ kind }) => kind === 'good') ??
    found[0]
  )
}

function statusByOcsp(
  response: Uint8Array,
  { certificate, issuer, existedAt }: About,
): CertificateStatus | undefined {
  const reply = decodeOcspResponse(response)
  if (!reply.ok || reply.value.kind !== 'response') return undefined
  const createdAt = reply.value.responses[0]?.thisUpdate ?? existedAt
  const status = checkOcspResponse({
    response,
    issuer,
    serial: certificate.serial,
    at: later(existedAt, createdAt),
    nonce: undefined,
    toleranceMilliseconds: tolerance,
  })
  return status.ok ? status.value : undefined
}

function statusByCrl(
  der: Uint8Array,
  { certificate, issuer, existedAt }: About,
): CertificateStatus | undefined {
  const crl = decodeCertificateList(der)
  if (!crl.ok || !isCrlFor(crl.value, certificate.known, issuer)) return undefined
  if (!verifySigned(crl.value, issuer.subjectPublicKeyInfo)) return undefined
  const at = later(existedAt, crl.value.thisUpdate)
  if (crl.value.nextUpdate < plus(at, -tolerance)) return undefined
  const entry = crl.value.entries.find(({ serial }) => equalBytes(serial, certificate.serial))
  return entry === undefined
    ? { kind: 'good' }
    : { kind: 'revoked', revokedAt: entry.revokedAt, reason: entry.reason }
}

const later = (one: Instant, other: Instant): Instant => instant(Math.max(one, other))
