import { minute } from '@sotevarmenne/kernel/instant'
import { queryOcsp } from '@sotevarmenne/signatures/query-ocsp'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { StatusResponses } from '../ports.ts'
import { readCrl, statusByCrl } from './status-by-crl.ts'

/**
 * Requests the status at the addresses in the certificate, as a relying party does (RFC 6960, RFC 5280
 * § 6.3).
 */
export const statusOverHttp: StatusResponses = {
  byOcsp: async ({ certificate, issuer, at }) => {
    assertOutsideTransaction()
    const status = await queryOcsp({ certificate, issuer, at, toleranceMilliseconds: minute })
    return status?.kind ?? 'no-response'
  },

  byCrl: statusByCrl(readCrl),
}
