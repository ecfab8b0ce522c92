import * as contracts from '@sotevarmenne/api/registers'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { RegisterChanges } from './create-register-changes.ts'
import { releaseProblems } from './problems.ts'

/**
 * Operations on registers: view their state, and release changes paused by the mass-revocation guard under
 * dual control.
 */
export const registerApi = (
  changes: Pick<RegisterChanges, 'viewRegisters' | 'releaseChanges'>,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewRegisters,
    action: changes.viewRegisters,
    problems: {},
  }),
  endpoint({
    contract: contracts.releaseChanges,
    action: changes.releaseChanges,
    problems: releaseProblems,
  }),
]
