import { minute, second } from '@sotevarmenne/kernel/instant'
import { askOcsp } from '@sotevarmenne/signatures/ask-ocsp'
import { octetsOverHttp } from '@sotevarmenne/signatures/octets-over-http'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { StatusAnswers } from '../ports.ts'

/** A list of half a million, and more than any shard. */
const longestList = 32 * 1024 * 1024

/** Asks at the addresses that the certificate names, as a relying party does (RFC 6960, RFC 5280 § 6.3). */
export const statusOverHttp: StatusAnswers = {
  byOcsp: async ({ certificate, issuer, at }) => {
    assertOutsideTransaction()
    const status = await askOcsp({ certificate, issuer, at, toleranceMilliseconds: minute })
    return status?.kind ?? 'no-answer'
  },

  byList: async ({ certificate, issuer, at }) => {
    const url = certificate.known.crlDistributionPoints?.[0]
    assertOutsideTransaction()
    const der =
      url === undefined
        ? undefined
        : await octetsOverHttp(url, { milliseconds: 5 * second, mostOctets: longestList })
    const list = der && decodeCertificateList(der)
    if (!list?.ok) return 'no-answer'
    const { thisUpdate, nextUpdate, entries, ...signed } = list.value
    const isCurrent = thisUpdate <= at + minute && at <= nextUpdate
    if (!isCurrent || !verifySigned(signed, issuer.subjectPublicKeyInfo)) return 'no-answer'
    return entries.some(({ serial }) => equalBytes(serial, certificate.serial)) ? 'revoked' : 'good'
  },
}
