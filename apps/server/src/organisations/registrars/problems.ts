import { actionProblems, memberProblems, ownProblems } from '#organisations/accounts/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { endRegistrarRoleProblems } from '#points/points/index.ts'
import type {
  AttachRefusal,
  ChangeRefusal,
  SendRefusal,
  ViewRefusal,
  WithdrawRefusal,
} from './apply.ts'
import { checkProblems } from './check-problems.ts'
import type { DecideRefusal } from './decide.ts'
import type { EndRegistrarRefusal } from './list-registrars.ts'
import { texts } from './texts.ts'

export const listProblems = { ...memberProblems, ...cursorProblems }

export const notFoundProblems = {
  'application-not-found': { status: 404, ...texts.applicationNotFound },
}

export const viewProblems = {
  ...ownProblems,
  ...notFoundProblems,
} satisfies ProblemsFor<ViewRefusal>

const factsProblems = {
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'point-not-found': { status: 404, ...texts.pointNotFound },
}

export const draftProblems = { ...actionProblems, ...factsProblems }

const stepProblems = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

export const changeProblems = {
  ...viewProblems,
  ...factsProblems,
  ...stepProblems,
} satisfies ProblemsFor<ChangeRefusal>

export const attachProblems = {
  ...viewProblems,
  ...stepProblems,
  'document-not-readable': { status: 422, ...texts.documentNotReadable },
} satisfies ProblemsFor<AttachRefusal>

export const withdrawProblems = {
  ...viewProblems,
  ...stepProblems,
} satisfies ProblemsFor<WithdrawRefusal>

export const sendProblems = {
  ...withdrawProblems,
  ...checkProblems,
  'applying-for-oneself': { status: 403, ...texts.applyingForOneself },
} satisfies ProblemsFor<SendRefusal>

export const endProblems = {
  ...actionProblems,
  ...endRegistrarRoleProblems,
} satisfies ProblemsFor<EndRegistrarRefusal>

export const decideProblems = {
  ...notFoundProblems,
  ...stepProblems,
  ...checkProblems,
  ...dualControlProblems,
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideRefusal>
