import * as contracts from '@sotevarmenne/api/fees'
import * as stored from '@sotevarmenne/api/operator-fees'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Disputes } from './create-disputes.ts'
import {
  disputeProblems,
  settleDisputeProblems,
  settleOperatorDisputeProblems,
  withdrawDisputeProblems,
} from './problems.ts'

export const disputeApi = (disputes: Disputes): readonly Endpoint[] => [
  endpoint({
    contract: contracts.disputeInvoice,
    action: disputes.disputeInvoice,
    problems: disputeProblems,
  }),
  endpoint({
    contract: contracts.settleDispute,
    action: disputes.settleDispute,
    problems: settleDisputeProblems,
  }),
  endpoint({
    contract: stored.settleOperatorDispute,
    action: disputes.settleOperatorDispute,
    problems: settleOperatorDisputeProblems,
  }),
  endpoint({
    contract: contracts.withdrawDispute,
    action: disputes.withdrawDispute,
    problems: withdrawDisputeProblems,
  }),
]
