import type { RevocationCause } from '../../../pki/revocation/contract.ts'
import type { SpareClosingReason } from '../contract.ts'

/** Why the certificates of a closed spare card are revoked, in the word of `revocation`. */
export const revocationCauseOf = (reason: SpareClosingReason): RevocationCause => causes[reason]

const causes: { readonly [Reason in SpareClosingReason]: RevocationCause } = {
  returned: 'spare-card-returned',
  lost: 'card-lost',
  stolen: 'card-stolen',
  misused: 'card-misused',
  broken: 'card-faulty',
  'given-up': 'card-not-wanted',
  'run-out': 'card-not-wanted',
  'actual-card-closed': 'data-changed',
  'actual-card-replaced': 'card-replaced',
  'right-ended': 'right-ended',
  'holder-died': 'holder-died',
}

/**
 * A closed actual card that is merely missed leaves its spare card alone: that is what the spare card is for (R78). What a
 * register says is told of the spare card itself, whose certificates are then revoked for that reason.
 */
export const leavesSpareCard = (actualClosedBecause: string): boolean =>
  ['lost', 'stolen', 'misused', 'broken', 'right-ended', 'holder-died'].includes(
    actualClosedBecause,
  )
