import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { hour, minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'
import type { Clock } from '../clock.ts'
import type { QueriedAbout, QueryStatus, StatusResponse } from './query-status.ts'

export type RevocationStatus =
  | CertificateStatus
  /** The first query is under way. */
  | { readonly kind: 'pending' }
  /** There is no connection to the issuer's services, or none responds with its signature. */
  | { readonly kind: 'no-response' }
  /** The certificate names no such service. */
  | { readonly kind: 'no-address' }

/** A certificate with a verified chain. */
export type CheckedCertificate = {
  readonly certificate: Certificate
  readonly issuer: Certificate
}

export type StatusChecks = {
  /** What is known, at once. A query begins when that is not fresh. */
  readonly known: (about: CheckedCertificate) => RevocationStatus
  /** Begins a query, whatever is known. */
  readonly query: (about: CheckedCertificate) => void
  /** What is known once the query that is under way has ended, or after so many milliseconds. */
  readonly settled: (about: CheckedCertificate, limit: number) => Promise<RevocationStatus>
  /** Begins no query any more. */
  readonly stop: () => void
}

/**
 * A good response is used until its nextUpdate, for an hour at most. A newer one is queried in the background
 * when it is older than `fresh`: a person never waits for it.
 */
const maxAge = hour
const fresh = { byOcsp: 10 * second, byCrl: 10 * minute, withoutOcsp: 30 * second }
/** Of the certificates that were used last. */
const maxCached = 32

/**
 * The revocation status of certificates: by OCSP, and by the CRL where OCSP does not respond. A revocation
 * stays until this program ends, except a suspension: a later response can lift that one. An older response
 * never replaces a later one.
 */
export function createStatusChecks({
  clock,
  queryStatus,
  changed,
  reportFault,
}: {
  readonly clock: Clock
  readonly queryStatus: QueryStatus
  readonly changed: () => void
  readonly reportFault: (fault: unknown) => void
}): StatusChecks {
  const cached = new Map<string, Entry>()
  let isStopped = false

  const entryOf = (about: CheckedCertificate): Entry => {
    const key = digestOf(about.certificate.der)
    const entry: Entry = cached.get(key) ?? {
      ...{ response: undefined, queriedAt: undefined },
      ...{ query: undefined, later: undefined },
    }
    cached.delete(key)
    cached.set(key, entry)
    for (const oldest of cached.keys()) {
      if (cached.size <= maxCached) break
      cached.delete(oldest)
    }
    return entry
  }

  const begin = (entry: Entry, about: CheckedCertificate): void => {
    if (entry.query || isStopped) return
    const before = JSON.stringify(statusIn(entry, clock.now()))
    entry.query = refresh(entry, { ...about, at: clock.now() }, queryStatus)
      .catch(reportFault)
      .finally(() => {
        entry.queriedAt = clock.now()
        entry.query = undefined
        if (JSON.stringify(statusIn(entry, clock.now())) !== before) changed()
      })
  }

  return {
    known: (about) => {
      if (!hasAddress(about)) return { kind: 'no-address' }
      const entry = entryOf(about)
      if (!isFresh(entry, clock.now())) begin(entry, about)
      else if (!isFinal(entry.response?.status))
        // Nobody may look again: what changes right after a query is then found by one more.
        entry.later ??= setTimeout(() => {
          entry.later = undefined
          begin(entry, about)
        }, freshFor(entry)).unref()
      return statusIn(entry, clock.now())
    },
    query: (about) => {
      if (hasAddress(about)) begin(entryOf(about), about)
    },
    settled: async (about, limit) => {
      if (!hasAddress(about)) return { kind: 'no-address' }
      const entry = entryOf(about)
      const over = new AbortController()
      const waited = sleep(limit, undefined, { signal: over.signal }).catch(() => undefined)
      await Promise.race([entry.query, waited])
      over.abort()
      const status = statusIn(entry, clock.now())
      return status.kind === 'pending' ? { kind: 'no-response' } : status
    },
    stop: () => {
      isStopped = true
    },
  }
}

const digestOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64')

type Entry = {
  response: Received | undefined
  queriedAt: Instant | undefined
  query: Promise<void> | undefined
  later: NodeJS.Timeout | undefined
}

type Received = StatusResponse & {
  readonly by: 'byOcsp' | 'byCrl'
  readonly receivedAt: Instant
}

const hasAddress = ({ certificate: { known } }: CheckedCertificate): boolean =>
  known.authorityInfoAccess?.ocsp[0] !== undefined || (known.crlDistributionPoints ?? []).length > 0

/** A revocation for good: only a suspension (certificateHold) can be lifted (RFC 5280 § 5.3.1). */
const isFinal = (status: CertificateStatus | undefined): boolean =>
  status?.kind === 'revoked' && status.reason !== 'certificateHold'

function isFresh({ response, queriedAt }: Entry, now: Instant): boolean {
  if (isFinal(response?.status)) return true
  const age = queriedAt === undefined ? Infinity : now - queriedAt
  return age >= 0 && age < freshFor({ response })
}

const freshFor = ({ response }: Pick<Entry, 'response'>): number =>
  response?.by === 'byOcsp' ? fresh.byOcsp : fresh.withoutOcsp

function statusIn({ response, queriedAt }: Entry, now: Instant): RevocationStatus {
  if (response?.status.kind === 'revoked' || (response && isInForce(response, now)))
    return response.status
  return { kind: queriedAt === undefined ? 'pending' : 'no-response' }
}

const isInForce = ({ receivedAt, nextUpdate }: Received, now: Instant): boolean =>
  receivedAt <= now && now < receivedAt + maxAge && (nextUpdate === undefined || now <= nextUpdate)

async function refresh(
  entry: Entry,
  about: QueriedAbout,
  { byOcsp, byCrl }: QueryStatus,
): Promise<void> {
  const before = entry.response
  if (isFinal(before?.status)) return
  const receivedAt = about.at
  const ocsp = await byOcsp(about)
  const isCrlFresh = before?.by === 'byCrl' && receivedAt < before.receivedAt + fresh.byCrl
  const crl = ocsp || isCrlFresh ? undefined : await byCrl(about)
  const received: Received | undefined = ocsp
    ? { ...ocsp, receivedAt, by: 'byOcsp' }
    : crl && { ...crl, receivedAt, by: 'byCrl' }
  if (!received) return
  // An older response, though signed, may be a replay. A revocation for good is true whenever it was signed.
  if (!before || isFinal(received.status) || received.thisUpdate >= before.thisUpdate)
    entry.response = received
}
