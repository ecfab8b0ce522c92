import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { RoleChangeRefusal } from './domain/role-change.ts'
import type { DecideRefusal, ProposeRefusal } from './roles.ts'
import { texts } from './texts.ts'

const roleChangeProblems = {
  'has-the-role': { status: 409, ...texts.hasTheRole },
  'has-not-the-role': { status: 409, ...texts.hasNotTheRole },
  'has-another-role': { status: 422, ...texts.hasAnotherRole },
  'last-case-officer': { status: 422, ...texts.lastCaseOfficer },
} satisfies ProblemsFor<RoleChangeRefusal>

export const proposeProblems = {
  ...roleChangeProblems,
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'person-not-found': { status: 404, ...texts.personNotFound },
  'already-proposed': { status: 409, ...texts.alreadyProposed },
  'concerns-oneself': { status: 403, ...texts.concernsOneself },
} satisfies ProblemsFor<ProposeRefusal>

export const decideProblems = {
  ...roleChangeProblems,
  'proposal-not-found': { status: 404, ...texts.proposalNotFound },
  ...dualControlProblems,
  'another-case-officer-decides': { status: 403, ...texts.anotherCaseOfficerDecides },
} satisfies ProblemsFor<DecideRefusal>
