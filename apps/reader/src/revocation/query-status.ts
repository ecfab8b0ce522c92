import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { fetchCrl } from '@sotevarmenne/signatures/fetch-crl'
import { queryOcspResponse } from '@sotevarmenne/signatures/query-ocsp'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { isCrlFor } from '@sotevarmenne/x509/crl-for'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'

/** A certificate whose chain was verified: its addresses are its issuer's, not anybody's. */
export type QueriedAbout = {
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly at: Instant
}

/** A response that the issuer has signed. */
export type StatusResponse = {
  readonly status: CertificateStatus
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | undefined
}

/** Undefined: no response, or none that the issuer has signed. */
export type QueryStatus = {
  readonly byOcsp: (about: QueriedAbout) => Promise<StatusResponse | undefined>
  readonly byCrl: (about: QueriedAbout) => Promise<StatusResponse | undefined>
}

/** Clocks of workstations may be wrong by this much. */
const clockTolerance = 10 * minute
/** Some 300,000 entries. */
const maxCrlBytes = 16 * 1024 * 1024

/** From the addresses in the certificate (RFC 6960; RFC 5280 § 6.3). */
export const queryStatusOverHttp: QueryStatus = {
  byOcsp: async (about) => {
    const single = await queryOcspResponse({ ...about, toleranceMilliseconds: clockTolerance })
    return single && { ...single, nextUpdate: single.nextUpdate }
  },
  byCrl: async ({ certificate: { serial, known }, issuer, at }) => {
    for (const url of known.crlDistributionPoints ?? []) {
      let status: CertificateStatus = { kind: 'good' }
      const crl = await fetchCrl(url, {
        ...{ issuer, at, maxBytes: maxCrlBytes },
        onEntry: ({ serialIn, serialFrom, serialTo, revokedAt, reason }) => {
          if (equalBytes(serialIn.subarray(serialFrom, serialTo), serial))
            status = { kind: 'revoked', revokedAt, reason }
        },
      })
      if (crl && isCrlFor(crl, known, issuer))
        return { status, thisUpdate: crl.thisUpdate, nextUpdate: crl.nextUpdate }
    }
    return undefined
  },
}
