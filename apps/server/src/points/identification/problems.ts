import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import type { DecideInquiryRefusal, WithdrawInquiryRefusal } from './decide-inquiry.ts'
import type { IdentificationRefusal } from './domain/check-document.ts'
import type { RaiseInquiryRefusal } from './raise-inquiry.ts'
import { texts } from './texts.ts'
import type { ViewInquiryRefusal } from './view-inquiries.ts'

/** Wherever a person is identified, a document is refused with the same text. */
export const identificationProblems = {
  'document-expired': { status: 422, ...texts.documentExpired },
  'document-country-not-accepted': { status: 422, ...texts.documentCountryNotAccepted },
  'machine-readable-zone-wrong': { status: 422, ...texts.machineReadableZoneWrong },
  'not-an-identity-document': { status: 422, ...texts.notAnIdentityDocument },
  'document-not-as-read': { status: 422, ...texts.documentNotAsRead },
  'document-of-another': { status: 422, ...texts.documentOfAnother },
  'document-in-doubt': { status: 409, ...texts.documentInDoubt },
  'document-rejected': { status: 422, ...texts.documentRejected },
  'police-verification-unknown': { status: 422, ...texts.policeVerificationUnknown },
} satisfies ProblemsFor<IdentificationRefusal>

export const raiseInquiryProblems = {
  ...notAtAPointProblems,
  'person-not-found': { status: 404, ...texts.personNotFound },
  'inquiry-about-oneself': { status: 403, ...texts.inquiryAboutOneself },
  'inquiry-open': { status: 409, ...texts.inquiryOpen },
} satisfies ProblemsFor<RaiseInquiryRefusal>

const inquiryNotFound = { status: 404, ...texts.inquiryNotFound }
const inquiryNotOpen = { status: 409, ...texts.inquiryNotOpen }

export const viewInquiryProblems = {
  'inquiry-not-found': inquiryNotFound,
} satisfies ProblemsFor<ViewInquiryRefusal>

export const decideInquiryProblems = {
  'inquiry-not-found': inquiryNotFound,
  'inquiry-not-open': inquiryNotOpen,
  ...dualControlProblems,
  'police-reference-missing': { status: 422, ...texts.policeReferenceMissing },
  'police-day-impossible': { status: 422, ...texts.policeDayImpossible },
} satisfies ProblemsFor<DecideInquiryRefusal>

export const withdrawInquiryProblems = {
  ...notAtAPointProblems,
  'inquiry-not-found': inquiryNotFound,
  'inquiry-not-open': inquiryNotOpen,
} satisfies ProblemsFor<WithdrawInquiryRefusal>
