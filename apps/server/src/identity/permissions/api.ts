import * as contracts from '@sotevarmenne/api/access'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Roles } from './create-roles.ts'
import { decideProblems, proposeProblems } from './problems.ts'

export const rolesApi = (roles: Roles): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewRoles,
    deed: 'access.viewRoles',
    act: (permit) => roles.viewRoles(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.proposeAppointment,
    deed: 'access.proposeRole',
    act: roles.proposeAppointment,
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.proposeEnd,
    deed: 'access.proposeRole',
    act: roles.proposeEnd,
    problems: proposeProblems,
  }),
  endpoint({
    contract: contracts.decideProposal,
    deed: 'access.decideProposal',
    act: roles.decideProposal,
    problems: decideProblems,
  }),
]
