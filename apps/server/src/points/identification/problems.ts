import type { ProblemsFor } from '#platform/endpoint.ts'
import type { IdentificationRefusal } from './domain/check-document.ts'
import { texts } from './texts.ts'

/** Wherever a person is identified, a document is refused with the same text. */
export const identificationProblems = {
  'document-expired': { status: 422, ...texts.documentExpired },
  'document-country-not-accepted': { status: 422, ...texts.documentCountryNotAccepted },
  'document-number-wrong': { status: 422, ...texts.documentNumberWrong },
  'document-valid-too-long': { status: 422, ...texts.documentValidTooLong },
  'machine-readable-zone-wrong': { status: 422, ...texts.machineReadableZoneWrong },
  'not-an-identity-document': { status: 422, ...texts.notAnIdentityDocument },
  'document-not-as-read': { status: 422, ...texts.documentNotAsRead },
  'document-of-another': { status: 422, ...texts.documentOfAnother },
  'document-in-doubt': { status: 409, ...texts.documentInDoubt },
  'document-rejected': { status: 422, ...texts.documentRejected },
  'police-verification-unknown': { status: 422, ...texts.policeVerificationUnknown },
} satisfies ProblemsFor<IdentificationRefusal>

export const inquiryNotFound = { status: 404, ...texts.inquiryNotFound }
export const inquiryNotOpen = { status: 409, ...texts.inquiryNotOpen }
