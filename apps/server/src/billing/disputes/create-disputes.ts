import type { DisputesDeps } from './deps.ts'
import { disputeInvoice } from './dispute-invoice.ts'
import { forgetting, planForgetting } from './forget-disputes.ts'
import { settleDispute } from './settle-dispute.ts'
import { settleOperatorDispute } from './settle-operator-dispute.ts'
import { withdrawDispute, withdrawDisputes } from './withdraw-dispute.ts'

export type Disputes = ReturnType<typeof createDisputes>

export const createDisputes = (deps: DisputesDeps) => ({
  disputeInvoice: disputeInvoice(deps),
  settleDispute: settleDispute(deps),
  settleOperatorDispute: settleOperatorDispute(deps),
  withdrawDispute: withdrawDispute(deps),
  planForgetting: planForgetting(deps),
  jobs: [forgetting(deps)],
  subscriptions: [withdrawDisputes(deps)],
})
