import type { CrlReason, RevocationCause } from '../contract.ts'

/** The reason code on the CRL for a cause of the service (RFC 5280 § 5.3.1). */
export const crlReasonOf = (cause: RevocationCause): CrlReason => reasons[cause]

const reasons: Readonly<Record<RevocationCause, CrlReason>> = {
  // A person who finds or takes a card has the keys, protected by the PINs only.
  'card-lost': 'keyCompromise',
  'card-stolen': 'keyCompromise',
  'card-misused': 'keyCompromise',
  'card-faulty': 'superseded',
  'data-changed': 'affiliationChanged',
  'employment-ended': 'affiliationChanged',
  'right-ended': 'privilegeWithdrawn',
  'holder-died': 'cessationOfOperation',
  'card-replaced': 'superseded',
  'card-not-wanted': 'cessationOfOperation',
  'spare-card-returned': 'superseded',
  'ca-error': 'unspecified',
}
