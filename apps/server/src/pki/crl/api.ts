import * as contracts from '@sotevarmenne/api/crl'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { releaseProblems } from './problems.ts'
import { releaseHold, viewHolds, type Holding } from './release-paused-crls.ts'

/** What people do about lists: they look at those that are held, and release them by two. */
export const statusApi = (holding: Holding): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewHolds,
    deed: 'status.viewHolds',
    act: viewHolds(holding),
    problems: {},
  }),
  endpoint({
    contract: contracts.releaseHold,
    deed: 'status.releaseHold',
    act: releaseHold(holding),
    problems: releaseProblems,
  }),
]
