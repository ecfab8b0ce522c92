import * as contracts from '@sotevarmenne/api/authentication'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Roles } from './create-roles.ts'
import { decideProblems, proposeProblems } from './problems.ts'

export const rolesApi = (roles: Roles): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewRoles,
    action: (permit) => roles.viewRoles(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.proposeRole,
    action: roles.proposeRole,
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.proposeEnd,
    action: roles.proposeEnd,
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.decideProposal,
    action: roles.decideProposal,
    problems: decideProblems,
  }),
]
