import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { drawSignedProblems, endAgreementProblems } from '#organisations/registry/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { DocumentNotFound } from './own-document.ts'
import { texts } from './texts.ts'

export const viewProblems = {
  ...memberProblems,
  'document-not-found': { status: 404, ...texts.documentNotFound },
} satisfies ProblemsFor<MemberRefusal | DocumentNotFound>

export const saidProblems = { ...drawSignedProblems, ...endAgreementProblems }

export const draftProblems = {
  'point-operator-not-found': { status: 422, ...texts.pointOperatorNotFound },
  ...memberProblems,
  ...unavailableProblems,
  ...saidProblems,
  'first-day-too-early': { status: 422, ...texts.firstDayTooEarly },
}

export const stepProblems = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

export const settleProblems = {
  ...viewProblems,
  ...unavailableProblems,
  ...stepProblems,
}
