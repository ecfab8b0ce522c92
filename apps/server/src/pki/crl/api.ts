import * as contracts from '@sotevarmenne/api/crl'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { releaseProblems } from './problems.ts'
import { releasePause, viewPauses, type Holding } from './release-paused-crls.ts'

/** Operations on CRLs: view those that are paused, and release them under dual control. */
export const statusApi = (holding: Holding): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewPauses,
    action: viewPauses(holding),
    problems: {},
  }),
  endpoint({
    contract: contracts.releasePause,
    action: releasePause(holding),
    problems: releaseProblems,
  }),
]
