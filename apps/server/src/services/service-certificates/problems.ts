import {
  actionProblems,
  changeOwnProblems,
  memberProblems,
  ownProblems as own,
} from '#organisations/accounts/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { OwnRefusal } from './own-application.ts'
import { texts } from './texts.ts'
import { namesProblems, assessmentProblems } from './assessment-problems.ts'
import { approvalSignatureProblems } from './signed-approval.ts'

export const notFound = { 'application-not-found': { status: 404, ...texts.applicationNotFound } }

export const ownProblems = { ...notFound, ...own } satisfies ProblemsFor<OwnRefusal>

export const stepProblem = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

export const oidProblems = {
  'not-an-oid': { status: 422, ...texts.notAnOid },
  'too-many-arcs': { status: 422, ...texts.notAnOid },
}

export const typedProblems = {
  ...namesProblems,
  ...oidProblems,
}

export const draftProblems = { ...actionProblems, ...typedProblems }
export const changeProblems = { ...notFound, ...changeOwnProblems }
export const stepProblems = { ...changeProblems, ...stepProblem }

export const attachProblems = {
  ...stepProblems,
  'conformity-not-a-pdf': { status: 422, ...texts.conformityNotAPdf },
}

export const linkProblems = {
  'link-not-found': { status: 404, ...texts.linkNotFound },
  'link-expired': { status: 410, ...texts.linkExpired },
}
export const queuedProblems = { ...notFound, ...unavailableProblems }

export const decideProblems = {
  ...queuedProblems,
  ...stepProblem,
  ...assessmentProblems,
  ...dualControlProblems,
  ...approvalSignatureProblems,
  'reason-missing': { status: 422, ...texts.reasonMissing },
}

export const namedProblems = { ...notFound, ...memberProblems }
