import type { SpareCancellationReason } from '@sotevarmenne/api/spare-cards'
import type { RevocationCause } from '../../../pki/revocation/contract.ts'

/** The revocation reason for the certificates of a cancelled spare card, in terms of `revocation`. */
export const revocationCauseOf = (reason: SpareCancellationReason): RevocationCause =>
  causes[reason]

const causes: { readonly [Reason in SpareCancellationReason]: RevocationCause } = {
  returned: 'spare-card-returned',
  lost: 'card-lost',
  stolen: 'card-stolen',
  misused: 'card-misused',
  broken: 'card-faulty',
  abandoned: 'card-not-wanted',
  'run-out': 'card-not-wanted',
  'actual-card-cancelled': 'data-changed',
  'actual-card-replaced': 'card-replaced',
  'right-ended': 'right-ended',
  'holder-died': 'holder-died',
}

/**
 * When the actual card is cancelled because it is missing, its spare card stays valid: that is its purpose
 * (R78). Register changes are reported for the spare card itself, and its certificates are then revoked for
 * that reason.
 */
export const leavesSpareCard = (actualCancelledBecause: string): boolean =>
  ['lost', 'stolen', 'misused', 'broken', 'not-as-ordered', 'right-ended', 'holder-died'].includes(
    actualCancelledBecause,
  )
