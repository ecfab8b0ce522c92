import * as contracts from '@sotevarmenne/api/renewals'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Renewals } from './create-renewals.ts'
import { renewCardProblems, viewDecisionProblems, viewRenewalProblems } from './problems.ts'

export const renewalApi = (renewals: Renewals): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewRenewal,
    action: renewals.viewRenewal,
    problems: viewRenewalProblems,
  }),
  endpoint({
    contract: contracts.renewCard,
    action: renewals.renewCard,
    problems: renewCardProblems,
  }),
  endpoint({
    contract: contracts.viewOwnOrders,
    action: renewals.viewOwnOrders,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewDecision,
    action: renewals.viewDecision,
    problems: viewDecisionProblems,
  }),
]
