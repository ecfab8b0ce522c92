import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { SignedCrl } from '@sotevarmenne/x509/signed-crl'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { Clock } from '#platform/clock.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { digestOf } from '../accepted-issuers.ts'
import type { CardIssuers, StatusResponses } from '../ports.ts'
import { readCrl, statusByCrl, type CrlAt } from './status-by-crl.ts'

/**
 * The status of certificates that others issued, from the addresses in them: OCSP first, and the CRL when
 * OCSP does not respond (RFC 6960, RFC 5280 § 6.3). An OCSP response is cached for ten seconds, a CRL for ten
 * minutes and never beyond its nextUpdate; a missing response as long as an OCSP response. Replaying an older
 * signed response gains nothing: a revocation stays until OCSP or a later CRL lifts it, and a CRL never
 * replaces a later one.
 */
export function cachedStatus({
  clock,
  byOcsp,
}: {
  readonly clock: Clock
  readonly byOcsp: StatusResponses['byOcsp']
}): CardIssuers['statusNow'] {
  const answered = ttlCache<Awaited<ReturnType<CardIssuers['statusNow']>>>({
    ...{ clock, milliseconds: 10 * second },
  })
  const byCrl = statusByCrl(cachedCrls(clock))
  /** When each revocation became known. */
  const revoked = new Map<string, Instant>()

  return (about) => {
    assertOutsideTransaction()
    const key = `${digestOf(about.issuer)} ${formatSerial(about.certificate.serial)}`
    return answered(key, async () => {
      const issuedAfter = revoked.get(key)
      const ocsp = await byOcsp(about)
      const status = ocsp === 'no-response' ? await byCrl({ ...about, issuedAfter }) : ocsp
      if (status === 'revoked') remember(revoked, key, about.at)
      if (status === 'good') revoked.delete(key)
      return status === 'no-response' && issuedAfter !== undefined ? 'revoked' : status
    })
  }
}

function cachedCrls(clock: Clock): CrlAt {
  const listed = ttlCache<SignedCrl>({
    ...{ clock, milliseconds: 10 * minute },
    ...{ max: maxBytes, weightOf: ({ serials }) => serials.room() },
  })
  const latest = new Map<string, Instant>()
  return async (url, of) => {
    const key = `${digestOf(of.issuer)} ${url}`
    const read = async () => {
      const list = await readCrl(url, of)
      // A missing CRL is no response, and is not cached.
      if (!list || list.thisUpdate < (latest.get(key) ?? -Infinity)) return noList()
      remember(latest, key, list.thisUpdate)
      return list
    }
    const request = (name: string) => listed(name, read).catch(ifNoList)
    const list = await request(key)
    // Expired meanwhile: a newer one has been published.
    return list && list.nextUpdate < of.at ? request(`${key} ${String(list.nextUpdate)}`) : list
  }
}

/** Of cached serial numbers: a million take 25 MB at most. */
const maxBytes = 192 * 1024 * 1024

/** Only so many are remembered, the latest ones. */
const maxRemembered = 10_000

function remember(among: Map<string, Instant>, key: string, at: Instant): void {
  among.delete(key)
  among.set(key, at)
  for (const oldest of among.keys()) {
    if (among.size <= maxRemembered) return
    among.delete(oldest)
  }
}

class NoList extends Error {}

function noList(): never {
  throw new NoList()
}

const ifNoList = (fault: unknown): undefined => {
  if (!(fault instanceof NoList)) throw fault
}
