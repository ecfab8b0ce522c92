import { setImmediate } from 'node:timers/promises'
import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CrlEntryView } from '@sotevarmenne/x509/crl-entry'
import { readSignedCrl, type SignedCrl } from '@sotevarmenne/x509/signed-crl'
import { bytesOverHttp } from './bytes-over-http.ts'

/**
 * Downloads the CRL at an address: signed by the issuer and current at the instant, or undefined. `isCrlFor`
 * says which certificates it covers. What `onEntry` was given counts only if a CRL is returned.
 */
export async function fetchCrl(
  url: string,
  {
    issuer,
    at,
    maxBytes,
    onEntry,
  }: {
    readonly issuer: Pick<Certificate, 'subjectPublicKeyInfo'>
    readonly at: Instant
    readonly maxBytes: number
    readonly onEntry?: (entry: Readonly<CrlEntryView>) => void
  },
): Promise<SignedCrl | undefined> {
  const der = await bytesOverHttp(url, { milliseconds: 15 * second, maxBytes })
  const spki = issuer.subjectPublicKeyInfo
  const crl = der && (await readSignedCrl(der, { spki, turn: setImmediate, onEntry }))
  return crl?.ok === true && isCurrent(crl.value, at) ? crl.value : undefined
}

/** Between its thisUpdate, by a clock that may be a minute slow, and its nextUpdate. */
export const isCurrent = (
  { thisUpdate, nextUpdate }: Pick<SignedCrl, 'thisUpdate' | 'nextUpdate'>,
  at: Instant,
): boolean => thisUpdate <= at + minute && at <= nextUpdate
