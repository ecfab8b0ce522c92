import { bindOperations } from '#platform/operation.ts'
import type { RenewalsDeps } from './deps.ts'
import { isRenewalOf } from './is-renewal-of.ts'
import { renewCard } from './renew-card.ts'
import { viewDecision } from './view-decision.ts'
import { viewOwnOrders } from './view-own-orders.ts'
import { viewRenewal } from './view-renewal.ts'

export type Renewals = ReturnType<typeof createRenewals>

export const createRenewals = (deps: RenewalsDeps) => ({
  ...bindOperations(deps, { viewRenewal, renewCard, viewOwnOrders, viewDecision }),
  isRenewalOf: isRenewalOf(deps),
})
