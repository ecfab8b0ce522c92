import type { CrlReason, RevocationCause } from '../../revocation/contract.ts'
import type { ClosingReason } from '../contract.ts'

/** How the certificates of a closed card are revoked (RFC 5280 § 5.3.1). */
export const revocationFor = (
  reason: ClosingReason,
): { readonly reason: CrlReason; readonly cause: RevocationCause } => revocations[reason]

const revocations: {
  readonly [Reason in ClosingReason]: {
    readonly reason: CrlReason
    readonly cause: RevocationCause
  }
} = {
  // Whoever finds or takes a card has the keys at hand, behind the PINs only.
  lost: { reason: 'keyCompromise', cause: 'card-lost' },
  stolen: { reason: 'keyCompromise', cause: 'card-stolen' },
  broken: { reason: 'superseded', cause: 'card-faulty' },
  'data-changed': { reason: 'affiliationChanged', cause: 'data-changed' },
  returned: { reason: 'cessationOfOperation', cause: 'card-not-wanted' },
  'production-failed': { reason: 'superseded', cause: 'card-faulty' },
  'order-cancelled': { reason: 'cessationOfOperation', cause: 'card-not-wanted' },
}
