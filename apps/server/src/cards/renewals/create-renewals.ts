import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { RenewalsDeps } from './deps.ts'
import { draftRenewal } from './draft-renewal.ts'
import { identifyForRenewal } from './identify-for-renewal.ts'
import { isRenewalOf } from './is-renewal-of.ts'
import { renewCard } from './renew-card.ts'
import { viewDecision } from './view-decision.ts'
import { viewOwnOrders } from './view-own-orders.ts'
import { viewRenewal } from './view-renewal.ts'

export type Renewals = ReturnType<typeof createRenewals>

export function createRenewals(wired: Unsealed<RenewalsDeps>) {
  const deps: RenewalsDeps = withSealing(wired, 'renewals')
  return {
    ...bindOperations(deps, {
      viewRenewal,
      draftRenewal,
      identifyForRenewal,
      renewCard,
      viewOwnOrders,
      viewDecision,
    }),
    isRenewalOf: isRenewalOf(deps),
  }
}
