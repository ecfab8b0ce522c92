import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { queryOcsp } from '@sotevarmenne/signatures/query-ocsp'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { CardSeen } from '../cards/card-desk.ts'
import { mayBeUsed } from '../cards/right-of-use.ts'
import type { CertificateStatus } from './diagnose.ts'

const clockTolerance = 10 * minute

/**
 * The status of a certificate by OCSP (RFC 6960), from the responder that the certificate itself names.
 * Requests are sent only for certificates of trusted CAs: the address in another certificate could be
 * anybody's.
 */
export async function queryStatus(
  { certificates, chain, rights }: Pick<CardSeen, 'certificates' | 'chain' | 'rights'>,
  purpose: KeyPurpose,
  at: Instant,
): Promise<CertificateStatus> {
  const certificate = decoded(certificates.find((each) => each.purpose === purpose)?.der)
  const issuer = decoded(chain[0])
  const right = rights[purpose]
  if (!certificate || !issuer || !right || !mayBeUsed(right)) return 'not-known'
  const status = await queryOcsp({ certificate, issuer, at, toleranceMilliseconds: clockTolerance })
  return status === undefined || status.kind === 'unknown' ? 'not-known' : status.kind
}

function decoded(der: Uint8Array | undefined) {
  const certificate = der && decodeCertificate(der)
  return certificate?.ok ? certificate.value : undefined
}
