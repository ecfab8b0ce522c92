import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { RenewCardRefusal } from './renew-card.ts'
import { ruleProblems } from './rule-problems.ts'
import { texts } from './texts.ts'
import type { ViewDecisionRefusal } from './view-decision.ts'
import type { ViewRenewalRefusal } from './view-renewal.ts'

const notRenewable = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'renewed-by-employer': { status: 409, ...texts.renewedByEmployer },
} as const

export const viewRenewalProblems = {
  ...notRenewable,
  ...unavailableProblems,
} satisfies ProblemsFor<ViewRenewalRefusal>

export const renewCardProblems = {
  ...notRenewable,
  ...unavailableProblems,
  ...ruleProblems,
  'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
  'point-does-not-hand-over': { status: 422, ...texts.pointDoesNotHandOver },
  'photo-not-stored': { status: 409, ...texts.photoNotStored },
} satisfies ProblemsFor<RenewCardRefusal>

export const viewDecisionProblems = {
  'order-not-found': { status: 404, ...texts.orderNotFound },
} satisfies ProblemsFor<ViewDecisionRefusal>
