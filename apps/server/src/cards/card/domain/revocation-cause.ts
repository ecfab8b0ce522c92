import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { RevocationCause } from '../../../pki/revocation/contract.ts'

/** Why the certificates of a cancelled card are revoked, in the terms of `revocation`. */
export const revocationCauseOf = (reason: CancellationReason): RevocationCause => causes[reason]

const causes: { readonly [Reason in CancellationReason]: RevocationCause } = {
  lost: 'card-lost',
  stolen: 'card-stolen',
  misused: 'card-misused',
  broken: 'card-faulty',
  'not-as-ordered': 'card-faulty',
  'data-changed': 'data-changed',
  returned: 'card-not-wanted',
  'employment-ended': 'employment-ended',
  'production-failed': 'card-faulty',
  'order-cancelled': 'card-not-wanted',
  'right-ended': 'right-ended',
  'holder-died': 'holder-died',
  replaced: 'card-replaced',
}
