import { minute } from '@sotevarmenne/kernel/instant'
import { askOcsp } from '@sotevarmenne/signatures/ask-ocsp'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { StatusAnswers } from '../../ports.ts'
import { readList, statusByList } from './status-by-list.ts'

/** Asks at the addresses that the certificate names, as a relying party does (RFC 6960, RFC 5280 § 6.3). */
export const statusOverHttp: StatusAnswers = {
  byOcsp: async ({ certificate, issuer, at }) => {
    assertOutsideTransaction()
    const status = await askOcsp({ certificate, issuer, at, toleranceMilliseconds: minute })
    return status?.kind ?? 'no-answer'
  },

  byList: statusByList(readList),
}
