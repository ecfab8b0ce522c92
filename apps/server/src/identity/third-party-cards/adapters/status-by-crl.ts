import { fetchCrl, isCurrent } from '@sotevarmenne/signatures/fetch-crl'
import { isCrlFor } from '@sotevarmenne/x509/crl-for'
import type { SignedCrl } from '@sotevarmenne/x509/signed-crl'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { RequestedAbout, StatusResponses } from '../ports.ts'

/** The CRL at an address, signed by the issuer; undefined if there is none that is current. */
export type CrlAt = (
  url: string,
  of: Pick<RequestedAbout, 'issuer' | 'at'>,
) => Promise<SignedCrl | undefined>

/** The status from the first CRL that is at an address in the certificate and covers it (RFC 5280 § 6.3). */
export const statusByCrl =
  (crlAt: CrlAt): StatusResponses['byCrl'] =>
  async ({ certificate: { serial, known }, issuer, at, issuedAfter = -Infinity }) => {
    assertOutsideTransaction()
    for (const url of known.crlDistributionPoints ?? []) {
      const list = await crlAt(url, { issuer, at })
      if (!list || !isCurrent(list, at) || !isCrlFor(list, known, issuer)) continue
      if (list.thisUpdate > issuedAfter) return list.serials.has(serial) ? 'revoked' : 'good'
    }
    return 'no-response'
  }

/** Downloads the CRL. */
export const readCrl: CrlAt = (url, of) => fetchCrl(url, { ...of, maxBytes: maxCrlBytes })

/** Some two million entries. */
const maxCrlBytes = 96 * 1024 * 1024
