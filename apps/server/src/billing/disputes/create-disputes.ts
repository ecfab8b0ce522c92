import type { DisputesDeps } from './deps.ts'
import { disputeInvoice } from './dispute-invoice.ts'
import { forgetting } from './forget-disputes.ts'
import { settleDispute } from './settle-dispute.ts'
import { settleOperatorDispute } from './settle-operator-dispute.ts'
import { withdrawDispute, withdrawDisputes } from './withdraw-dispute.ts'

export type Disputes = ReturnType<typeof createDisputes>

export function createDisputes(deps: DisputesDeps) {
  const forget = forgetting(deps)
  return {
    disputeInvoice: disputeInvoice(deps),
    settleDispute: settleDispute(deps),
    settleOperatorDispute: settleOperatorDispute(deps),
    withdrawDispute: withdrawDispute(deps),
    planForgetting: forget.plan,
    jobs: [forget.handler],
    subscriptions: [withdrawDisputes(deps)],
  }
}
