import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Revocation } from '#revocation/contract.ts'

/**
 * What stands on the issuer's next list: every revocation until one list after its certificate's natural expiry has
 * shown it (S2; RFC 5280 § 3.3).
 */
export const entriesOfList = (
  revocations: Iterable<Revocation>,
  previousUpdate: Instant | undefined,
): readonly Revocation[] =>
  [...revocations].filter(
    ({ notAfter }) => previousUpdate === undefined || notAfter >= previousUpdate,
  )
