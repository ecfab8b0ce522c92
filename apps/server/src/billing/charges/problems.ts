import {
  actionProblems,
  memberProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { ChangeCostCentreRefusal, OrganisationNotFound } from './change-cost-centre.ts'
import type { MoveChargesRefusal } from './move-charges.ts'
import type { PeriodRefusal } from './own-charges.ts'
import { texts } from './texts.ts'

export const organisationNotFoundProblems = {
  'organisation-not-found': { status: 404, ...texts.organisationNotFound },
} satisfies ProblemsFor<OrganisationNotFound>

export const moveChargesProblems = {
  ...organisationNotFoundProblems,
  'nothing-to-move': { status: 409, ...texts.nothingToMove },
} satisfies ProblemsFor<MoveChargesRefusal>

export const periodProblems = {
  ...memberProblems,
  'not-a-period': { status: 422, ...texts.notAPeriod },
} satisfies ProblemsFor<MemberRefusal | PeriodRefusal>

export const costCentresProblems = {
  ...actionProblems,
  ...organisationNotFoundProblems,
} satisfies ProblemsFor<ActionRefusal | OrganisationNotFound>

export const changeCostCentreProblems = {
  ...costCentresProblems,
  'unit-not-found': { status: 422, ...texts.unitNotFound },
} satisfies ProblemsFor<ActionRefusal | ChangeCostCentreRefusal>
