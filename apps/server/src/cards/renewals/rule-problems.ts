import type { ProblemsFor } from '#platform/endpoint.ts'
import type { Text } from '#platform/texts.ts'
import type { RenewalRefusal } from '#cards/products/index.ts'
import { texts } from './texts.ts'

/** Why the rules refuse, and the holder's next step. */
export const ruleProblems = {
  'card-not-in-hand': { status: 409, ...texts.cardNotInHand },
  'card-cancelled-for-good': { status: 409, ...texts.cardCancelledForGood },
  'card-expired': { status: 409, ...texts.cardExpired },
  'renewal-not-open': { status: 409, ...texts.renewalNotOpen },
  'unknown-to-population-register': { status: 422, ...texts.unknownToPopulationRegister },
  'person-has-died': { status: 422, ...texts.personHasDied },
  'no-right': { status: 422, ...texts.noRight },
  'order-pending': { status: 409, ...texts.orderPending },
  'valid-card-exists': { status: 409, ...texts.validCardExists },
  'renewal-needs-card-sign-in': { status: 403, ...texts.needsCardSignIn },
  'registration-number-changed': { status: 409, ...texts.numberChanged },
  'right-not-found': { status: 422, ...texts.rightNotFound },
  'right-ended': { status: 422, ...texts.rightEnded },
  'right-not-begun': { status: 422, ...texts.rightNotBegun },
  'doctor-id-missing': { status: 422, ...texts.doctorIdMissing },
  'valid-no-longer': { status: 409, ...texts.validNoLonger },
  'home-delivery-not-possible': { status: 422, ...texts.homeNotPossible },
  'reader-software-too-old': { status: 409, ...texts.readerSoftwareTooOld },
} satisfies ProblemsFor<RenewalRefusal>

/** The reason for a refusal, shown before an attempt. */
export const showRenewalRefusal = ({
  kind,
  ...facts
}: RenewalRefusal): {
  readonly kind: string
  readonly title: Text
  readonly advice: Text
  readonly facts: { readonly [name: string]: unknown }
} => {
  const { title, advice } = ruleProblems[kind]
  return { kind, title, advice, facts }
}
