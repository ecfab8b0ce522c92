import type { ProblemsFor } from '#platform/endpoint.ts'
import type { DraftRefusal } from './domain/order.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { texts } from './texts.ts'

export const orderNotFound = { status: 404, ...texts.orderNotFound }
export const factsChanged = { status: 409, ...texts.factsChanged }
export const employmentCertificateNotFound = { status: 404, ...texts.employmentCertificateNotFound }

export const draftProblems = {
  'order-not-a-draft': { status: 409, ...texts.orderNotADraft },
  'drafted-by-another': { status: 403, ...texts.draftedByAnother },
  'draft-lapsed': { status: 409, ...texts.draftLapsed },
} satisfies ProblemsFor<DraftRefusal>

export const viewConfirmationProblems = {
  ...notAtAPointProblems,
  'order-not-found': orderNotFound,
  'confirmation-not-stored': { status: 404, ...texts.confirmationNotStored },
}
