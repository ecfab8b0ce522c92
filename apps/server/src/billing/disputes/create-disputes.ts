import { bindOperations } from '#platform/operation.ts'
import type { DisputesDeps } from './deps.ts'
import { disputeInvoice } from './dispute-invoice.ts'
import { forgetting } from './forget-disputes.ts'
import { settleDispute } from './settle-dispute.ts'
import { settleOperatorDispute } from './settle-operator-dispute.ts'
import { withdrawDispute, withdrawDisputes } from './withdraw-dispute.ts'

export function createDisputes(deps: DisputesDeps) {
  const forget = forgetting(deps)
  return {
    ...bindOperations(deps, {
      disputeInvoice,
      settleDispute,
      settleOperatorDispute,
      withdrawDispute,
    }),
    planDaily: forget.plan,
    jobs: [forget.handler],
    subscriptions: [withdrawDisputes(deps)],
  }
}
