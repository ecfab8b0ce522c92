import type { ProblemsFor } from '#platform/endpoint.ts'
import type { Text } from '#platform/texts.ts'
import type { RenewalRefusal } from '#products/index.ts'
import { unavailableProblems } from '#registers/index.ts'
import type { ViewDecisionRefusal } from './own-orders.ts'
import type { RenewCardRefusal } from './renew-card.ts'
import { texts } from './texts.ts'
import type { ViewRenewalRefusal } from './view-renewal.ts'

const notRenewable = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'renewed-by-employer': { status: 409, ...texts.renewedByEmployer },
} as const

const byRules = {
  'card-not-in-hand': { status: 409, ...texts.cardNotInHand },
  'card-closed-for-good': { status: 409, ...texts.cardClosedForGood },
  'card-expired': { status: 409, ...texts.cardExpired },
  'renewal-not-open': { status: 409, ...texts.renewalNotOpen },
  'unknown-to-population-register': { status: 422, ...texts.unknownToPopulationRegister },
  'person-has-died': { status: 422, ...texts.personHasDied },
  'no-right': { status: 422, ...texts.noRight },
  'order-pending': { status: 409, ...texts.orderPending },
  'valid-card-exists': { status: 409, ...texts.validCardExists },
  'renewal-needs-card-sign-in': { status: 403, ...texts.needsCardSignIn },
  'right-not-found': { status: 422, ...texts.rightNotFound },
  'right-ended': { status: 422, ...texts.rightEnded },
  'right-not-begun': { status: 422, ...texts.rightNotBegun },
  'doctor-id-missing': { status: 422, ...texts.doctorIdMissing },
  'valid-no-longer': { status: 409, ...texts.validNoLonger },
  'home-delivery-not-possible': { status: 422, ...texts.homeNotPossible },
  'reader-software-too-old': { status: 409, ...texts.readerSoftwareTooOld },
} satisfies ProblemsFor<RenewalRefusal>

export const viewRenewalProblems = {
  ...notRenewable,
  ...unavailableProblems,
} satisfies ProblemsFor<ViewRenewalRefusal>

export const renewCardProblems = {
  ...notRenewable,
  ...unavailableProblems,
  ...byRules,
  'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
  'point-does-not-hand-over': { status: 422, ...texts.pointDoesNotHandOver },
  'photo-not-kept': { status: 409, ...texts.photoNotKept },
} satisfies ProblemsFor<RenewCardRefusal>

export const viewDecisionProblems = {
  'order-not-found': { status: 404, ...texts.orderNotFound },
} satisfies ProblemsFor<ViewDecisionRefusal>

/** Why not, before anything is tried. */
export const renewalRefusalShown = ({
  kind,
  ...facts
}: RenewalRefusal): {
  readonly kind: string
  readonly title: Text
  readonly advice: Text
  readonly facts: { readonly [name: string]: unknown }
} => {
  const { title, advice } = byRules[kind]
  return { kind, title, advice, facts }
}
