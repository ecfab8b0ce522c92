import { listedWithoutEnd } from '@sotevarmenne/issuing/domain/lint-crl'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'

/**
 * Until when the entry of a certificate stays on CRLs that was not issued here. The signer does not know when
 * it ends, and lets no entry go that may still be needed: longer than the older system would have listed it.
 */
export const listedUntil = ({
  notAfter,
  revokedAt,
}: {
  readonly notAfter: Instant
  readonly revokedAt: Instant
}): Instant => instant(Math.max(notAfter, revokedAt + listedWithoutEnd))
