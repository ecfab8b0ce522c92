import { preparedGoneProblems } from '#organisations/employments/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { photoNotFoundProblems } from '#cards/photos/index.ts'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { ConfirmOrderRefusal } from './confirm-order.ts'
import type { DraftRefusal } from './domain/order.ts'
import type { ViewConfirmationRefusal } from './view-confirmation.ts'
import type { CancelOrderRefusal } from './cancel-order.ts'
import type { DraftOrderRefusal } from './draft-order.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { DraftMemberOrderRefusal } from './draft-member-order.ts'
import { eligibilityProblems, employmentProblems, memberProblems } from '#cards/products/index.ts'
import type {
  StoreEmploymentCertificateRefusal,
  ViewEmploymentCertificateRefusal,
} from './employment-certificate.ts'
import { orderingProblems } from '#organisations/registry/index.ts'
import type { ListOrdersRefusal } from './list-orders.ts'
import type { PlaceOrderRefusal } from './place-order.ts'
import { texts } from './texts.ts'
import type { ViewOrderRefusal } from './view-order.ts'

const orderNotFound = { status: 404, ...texts.orderNotFound }
const employmentCertificateNotFound = { status: 404, ...texts.employmentCertificateNotFound }

export const draftOrderProblems = {
  ...notAtAPointProblems,
  ...unavailableProblems,
  ...identificationProblems,
  ...eligibilityProblems,
  ...personNotFoundProblems,
  ...photoNotFoundProblems,
  'corrected-order-not-found': { status: 404, ...texts.correctedOrderNotFound },
} satisfies ProblemsFor<DraftOrderRefusal>

export const draftMemberOrderProblems = {
  ...notAtAPointProblems,
  ...unavailableProblems,
  ...identificationProblems,
  ...memberProblems,
  ...employmentProblems,
  ...orderingProblems,
  ...personNotFoundProblems,
  ...photoNotFoundProblems,
  'corrected-order-not-found': { status: 404, ...texts.correctedOrderNotFound },
  'employment-certificate-missing': { status: 422, ...texts.employmentCertificateMissing },
  'employment-certificate-not-found': employmentCertificateNotFound,
  'declaration-missing': { status: 422, ...texts.declarationMissing },
  'declared-in-the-future': { status: 422, ...texts.declaredInTheFuture },
  ...preparedGoneProblems,
} satisfies ProblemsFor<DraftMemberOrderRefusal>

export const storeEmploymentCertificateProblems = {
  ...personNotFoundProblems,
  'document-not-readable': { status: 422, ...texts.documentNotReadable },
} satisfies ProblemsFor<StoreEmploymentCertificateRefusal>

export const viewEmploymentCertificateProblems = {
  'employment-certificate-not-found': employmentCertificateNotFound,
} satisfies ProblemsFor<ViewEmploymentCertificateRefusal>

const draftProblems = {
  'order-not-a-draft': { status: 409, ...texts.orderNotADraft },
  'drafted-by-another': { status: 403, ...texts.draftedByAnother },
  'draft-lapsed': { status: 409, ...texts.draftLapsed },
} satisfies ProblemsFor<DraftRefusal>

export const confirmOrderProblems = {
  ...notAtAPointProblems,
  ...draftProblems,
  'order-not-found': orderNotFound,
  'another-text-was-shown': { status: 409, ...texts.anotherTextWasShown },
  'no-signature-drawn': { status: 422, ...texts.noSignatureDrawn },
  'document-not-readable': { status: 422, ...texts.documentNotReadable },
} satisfies ProblemsFor<ConfirmOrderRefusal>

export const viewConfirmationProblems = {
  ...notAtAPointProblems,
  'order-not-found': orderNotFound,
  'confirmation-not-stored': { status: 404, ...texts.confirmationNotStored },
} satisfies ProblemsFor<ViewConfirmationRefusal>

export const placeOrderProblems = {
  ...notAtAPointProblems,
  ...unavailableProblems,
  ...identificationProblems,
  ...eligibilityProblems,
  ...memberProblems,
  ...employmentProblems,
  ...orderingProblems,
  ...draftProblems,
  ...preparedGoneProblems,
  'order-not-found': orderNotFound,
  'not-confirmed': { status: 409, ...texts.notConfirmed },
  'signature-not-accepted': { status: 422, ...texts.signatureNotAccepted },
  'facts-changed': { status: 409, ...texts.factsChanged },
} satisfies ProblemsFor<PlaceOrderRefusal>

export const cancelOrderProblems = {
  ...notAtAPointProblems,
  'order-not-found': orderNotFound,
  'order-not-cancellable': { status: 409, ...texts.orderNotCancellable },
  'card-already-in-production': { status: 409, ...texts.cardAlreadyInProduction },
} satisfies ProblemsFor<CancelOrderRefusal>

export const viewOrderProblems = {
  ...notAtAPointProblems,
  'order-not-found': orderNotFound,
} satisfies ProblemsFor<ViewOrderRefusal>

export const listOrdersProblems = {
  ...notAtAPointProblems,
  ...cursorProblems,
} satisfies ProblemsFor<ListOrdersRefusal>
