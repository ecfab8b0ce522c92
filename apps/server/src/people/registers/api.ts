import * as contracts from '@sotevarmenne/api/registers'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { RegisterChanges } from './changes/create-changes.ts'
import { releaseProblems } from './problems.ts'

/** What people do about registers: they look how these answer, and release what the brake holds by two. */
export const registerApi = (
  changes: Pick<RegisterChanges, 'viewRegisters' | 'releaseChanges'>,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewRegisters,
    deed: 'registers.viewRegisters',
    act: changes.viewRegisters,
    problems: {},
  }),
  endpoint({
    contract: contracts.releaseChanges,
    deed: 'registers.releaseChanges',
    act: changes.releaseChanges,
    problems: releaseProblems,
  }),
]
