import * as contracts from '@sotevarmenne/api/orders'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Visitors } from './create-visitors.ts'
import { searchVisitorsProblems, viewVisitorProblems } from './problems.ts'

export const visitorApi = (visitors: Visitors): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewVisitor,
    action: visitors.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.viewKnownVisitor,
    action: visitors.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.searchVisitors,
    action: visitors.searchVisitors,
    problems: searchVisitorsProblems,
  }),
]
