import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { completeSignatureProblems } from '#services/document-signing/index.ts'
import { drawSignedProblems, endAgreementProblems } from '#organisations/registry/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems, type CursorRefusal } from '#platform/paging.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { ChangeRefusal, DraftRefusal, SettleRefusal } from './draft-document.ts'
import type { DocumentNotFound } from './own-document.ts'
import type { SignRefusal } from './sign-document.ts'
import { texts } from './texts.ts'
import type { PointsRefusal } from './view-documents.ts'

export const listProblems = { ...memberProblems, ...cursorProblems } satisfies ProblemsFor<
  MemberRefusal | CursorRefusal
>

export const pointsProblems = {
  ...memberProblems,
  'delegate-not-found': drawSignedProblems['delegate-not-found'],
} satisfies ProblemsFor<PointsRefusal>

export const viewProblems = {
  ...memberProblems,
  'document-not-found': { status: 404, ...texts.documentNotFound },
} satisfies ProblemsFor<MemberRefusal | DocumentNotFound>

const saidProblems = { ...drawSignedProblems, ...endAgreementProblems }

export const draftProblems = {
  ...memberProblems,
  ...unavailableProblems,
  ...saidProblems,
} satisfies ProblemsFor<DraftRefusal>

const stepProblems = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

export const changeProblems = {
  ...draftProblems,
  ...viewProblems,
  ...stepProblems,
} satisfies ProblemsFor<ChangeRefusal>

export const settleProblems = {
  ...viewProblems,
  ...unavailableProblems,
  ...stepProblems,
} satisfies ProblemsFor<SettleRefusal>

export const signProblems = {
  ...settleProblems,
  ...saidProblems,
  ...completeSignatureProblems,
  'party-ceased': { status: 409, ...texts.partyCeased },
  'card-of-another-organisation': { status: 403, ...texts.cardOfAnotherOrganisation },
  'not-prepared': { status: 409, ...texts.notPrepared },
} satisfies ProblemsFor<SignRefusal>
