import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import type { RevokedCertificate } from '@sotevarmenne/x509/crl-entry'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { encodeName } from '@sotevarmenne/x509/names'
import { algorithmOf, identifierOf, wholeSecond, type Keyed } from './certify.ts'

/** A newly signed CRL of the issuer, valid for a day. */
export function listOf(
  by: Keyed,
  at: Instant,
  entries: readonly RevokedCertificate[] = [],
): Uint8Array {
  const signatureAlgorithm = algorithmOf(by)
  const tbs = encodeTbsCertificateList({
    signatureAlgorithm,
    issuer: encodeName(by.name),
    thisUpdate: wholeSecond(at),
    nextUpdate: plus(wholeSecond(at), day),
    number: BigInt(at),
    authorityKeyIdentifier: identifierOf(by),
    distributionPoint: undefined,
    entries,
  })
  const signature = signData(signatureAlgorithm, by.privateKey, tbs)
  return assembleCertificateList({ tbs, signatureAlgorithm, signature })
}
