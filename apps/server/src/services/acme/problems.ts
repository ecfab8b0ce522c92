import { actionProblems, ownProblems as own } from '#organisations/accounts/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import {
  attachProblems,
  decideProblems,
  draftProblems,
  factsProblems,
} from '#services/service-certificates/index.ts'
import type {
  RequestRefusal,
  EndAccountRefusal,
  CreateEabKeyRefusal,
  OwnApprovalRefusal,
} from './request-approval.ts'
import type { DecideApprovalRefusal } from './decide-approval.ts'
import type { ApprovalStepNotPossible } from './domain/approval.ts'
import { texts } from './texts.ts'

export const approvalNotFound = {
  'approval-not-found': { status: 404, ...texts.approvalNotFound },
}
const stepNotPossible = {
  'step-not-possible': { status: 409, ...texts.stepNotPossible },
}

export const ownProblems = {
  ...approvalNotFound,
  ...own,
} satisfies ProblemsFor<OwnApprovalRefusal>

export const requestProblems = {
  ...actionProblems,
  ...factsProblems,
  'not-an-oid': draftProblems['not-an-oid'],
  'too-many-arcs': draftProblems['too-many-arcs'],
  'conformity-not-a-pdf': attachProblems['conformity-not-a-pdf'],
} satisfies ProblemsFor<RequestRefusal>

export const endProblems = {
  ...ownProblems,
  ...stepNotPossible,
} satisfies ProblemsFor<OwnApprovalRefusal | ApprovalStepNotPossible>

export const createEabKeyProblems = {
  ...ownProblems,
  'approval-not-in-force': { status: 409, ...texts.approvalNotInForce },
  'too-many-keys': { status: 429, ...texts.tooManyKeys },
} satisfies ProblemsFor<CreateEabKeyRefusal>

export const endAccountProblems = {
  ...ownProblems,
  'acme-account-not-found': { status: 404, ...texts.acmeAccountNotFound },
} satisfies ProblemsFor<EndAccountRefusal>

export const queuedProblems = { ...approvalNotFound, ...unavailableProblems }

export const decideApprovalProblems = {
  ...queuedProblems,
  ...stepNotPossible,
  ...factsProblems,
  ...dualControlProblems,
  'reason-missing': decideProblems['reason-missing'],
} satisfies ProblemsFor<DecideApprovalRefusal>
