import type { ProblemsFor } from '#platform/endpoint.ts'
import type { RoleChangeRefusal } from './domain/role-change.ts'
import { texts } from './texts.ts'

export const roleChangeProblems = {
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
}
