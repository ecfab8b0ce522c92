import type { ProblemsFor } from '#platform/endpoint.ts'
import type { SpareCardRefusal } from '#cards/products/index.ts'
import { texts } from './texts.ts'

/** Why no spare card can be produced: also shown on the visitor's page before an attempt. */
export const decisionProblems = {
  'producing-for-oneself': { status: 403, ...texts.producingForOneself },
  'not-a-point-of-the-employer': { status: 403, ...texts.notAPointOfTheEmployer },
  'card-never-handed-over': { status: 409, ...texts.neverHandedOver },
  'card-cancelled-for-another-reason': { status: 409, ...texts.cancelledForAnotherReason },
  'another-card-in-hand': { status: 409, ...texts.anotherCardInHand },
  'card-has-run-out': { status: 409, ...texts.cardHasRunOut },
  'spare-card-open': { status: 409, ...texts.spareCardOpen },
} satisfies ProblemsFor<SpareCardRefusal>
