import * as contracts from '@sotevarmenne/api/fees'
import * as kept from '@sotevarmenne/api/kept-fees'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Disputes } from './create-disputes.ts'
import {
  disputeProblems,
  settleDisputeProblems,
  settleKeptDisputeProblems,
  withdrawDisputeProblems,
} from './problems.ts'

export const disputeApi = (disputes: Disputes): readonly Endpoint[] => [
  endpoint({
    contract: contracts.disputeInvoice,
    deed: 'fees.disputeInvoice',
    act: disputes.disputeInvoice,
    problems: disputeProblems,
  }),
  endpoint({
    contract: contracts.settleDispute,
    deed: 'fees.settleDispute',
    act: disputes.settleDispute,
    problems: settleDisputeProblems,
  }),
  endpoint({
    contract: kept.settleKeptDispute,
    deed: 'fees.settleKeptDispute',
    act: disputes.settleKeptDispute,
    problems: settleKeptDisputeProblems,
  }),
  endpoint({
    contract: contracts.withdrawDispute,
    deed: 'fees.disputeInvoice',
    act: disputes.withdrawDispute,
    problems: withdrawDisputeProblems,
  }),
]
