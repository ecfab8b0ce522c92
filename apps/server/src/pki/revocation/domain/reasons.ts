import type { CrlReason, RevocationCause } from '../contract.ts'

/** The reason code that a cause of the service gets on the list (RFC 5280 § 5.3.1). */
export const crlReasonOf = (cause: RevocationCause): CrlReason => reasons[cause]

const reasons: Readonly<Record<RevocationCause, CrlReason>> = {
  // Whoever finds or takes a card has the keys at hand, behind the PINs only.
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
  'authority-error': 'unspecified',
}
