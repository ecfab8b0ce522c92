import { setImmediate } from 'node:timers/promises'
import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import { octetsOverHttp } from '@sotevarmenne/signatures/octets-over-http'
import { isListFor } from '@sotevarmenne/x509/list-for'
import { readSignedList, type SignedList } from '@sotevarmenne/x509/signed-list'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { AskedAbout, StatusAnswers } from '../../ports.ts'

/** The list at an address, that the issuer has signed; undefined where there is none whose time it is. */
export type ListAt = (
  url: string,
  of: Pick<AskedAbout, 'issuer' | 'at'>,
) => Promise<SignedList | undefined>

/** What the first list says that is at an address which the certificate names, and is for it (RFC 5280 § 6.3). */
export const statusByList =
  (listAt: ListAt): StatusAnswers['byList'] =>
  async ({ certificate: { serial, known }, issuer, at, issuedAfter = -Infinity }) => {
    assertOutsideTransaction()
    for (const url of known.crlDistributionPoints ?? []) {
      const list = await listAt(url, { issuer, at })
      if (!list || !isCurrent(list, at) || !isListFor(list, known, issuer)) continue
      if (list.thisUpdate > issuedAfter) return list.serials.has(serial) ? 'revoked' : 'good'
    }
    return 'no-answer'
  }

/** Asks the address. */
export const readList: ListAt = async (url, { issuer, at }) => {
  const der = await octetsOverHttp(url, { milliseconds: 15 * second, mostOctets: longestList })
  const spki = issuer.subjectPublicKeyInfo
  const list = der && (await readSignedList(der, { spki, turn: setImmediate }))
  return list?.ok === true && isCurrent(list.value, at) ? list.value : undefined
}

/** Some two million entries. */
const longestList = 96 * 1024 * 1024

const isCurrent = ({ thisUpdate, nextUpdate }: SignedList, at: Instant): boolean =>
  thisUpdate <= at + minute && at <= nextUpdate
