import {
  enrolProblems,
  issueProblems,
  keyFamilyProblem,
  type RequestAssessmentRefusal,
} from '#pki/issuance/index.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { noCopyProblems } from '#people/registers/index.ts'
import type { FactsRefusal, RequestMissing } from './assess.ts'
import type { NamesNotAcceptable } from './domain/names.ts'
import type { ApprovalRefusal } from './signed-approval.ts'
import { texts } from './texts.ts'

export const namesProblems = {
  'names-missing': { status: 422, ...texts.namesMissing },
  'too-many-names': { status: 422, ...texts.tooManyNames },
  'name-twice': { status: 422, ...texts.nameTwice },
  'name-is-wildcard': { status: 422, ...texts.nameIsWildcard },
  'name-is-internal': { status: 422, ...texts.nameIsInternal },
  'name-is-public-suffix': { status: 422, ...texts.nameIsPublicSuffix },
  'name-malformed': { status: 422, ...texts.nameMalformed },
  'address-not-certified': { status: 422, ...texts.addressNotCertified },
  'address-without-name': { status: 422, ...texts.addressWithoutName },
  'name-like-identity-code': { status: 422, ...texts.nameLikeIdentityCode },
} satisfies ProblemsFor<NamesNotAcceptable>

export const factsProblems = {
  ...namesProblems,
  ...noCopyProblems,
  'applicant-ceased': { status: 403, ...texts.applicantCeased },
  'oid-of-another': { status: 403, ...texts.oidOfAnother },
  'authorisation-not-begun': { status: 403, ...texts.authorisationNotBegun },
  'authorisation-ended': { status: 403, ...texts.authorisationEnded },
  'copy-not-of-today': { status: 503, ...texts.copyNotOfToday },
  'oid-not-in-code-service': { status: 422, ...texts.oidNotCoded },
  'oid-not-begun': { status: 422, ...texts.oidNotBegun },
  'oid-ended': { status: 422, ...texts.oidEnded },
  'name-changed': { status: 409, ...texts.nameChanged },
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'organisation-renamed': { status: 409, ...texts.organisationRenamed },
  'organisation-not-in-code-service': enteringProblems['organisation-not-in-code-service'],
  'conformity-missing': { status: 422, ...texts.conformityMissing },
  'intermediary-not-named': { status: 422, ...texts.intermediaryNotNamed },
  'intermediary-not-in-register': { status: 422, ...texts.intermediaryNotRegistered },
  'intermediary-does-not-apply': { status: 422, ...texts.intermediaryDoesNotApply },
} satisfies ProblemsFor<FactsRefusal>

export const requestProblems = {
  'request-missing': { status: 422, ...texts.requestMissing },
  'request-malformed': { status: 422, ...texts.requestMalformed },
  'bad-proof-of-possession': { status: 422, ...texts.badProofOfPossession },
  'key-not-readable': issueProblems['key-not-readable'],
  'key-too-weak': issueProblems['key-too-weak'],
  'key-family-not-served': keyFamilyProblem,
  'key-already-used': issueProblems['key-already-used'],
  'name-not-allowed': { status: 422, ...texts.nameNotAllowed },
  'name-missing': { status: 422, ...texts.nameMissing },
  'name-not-requested': { status: 422, ...texts.nameNotRequested },
  'ca-certificate-requested': enrolProblems['ca-certificate-requested'],
} satisfies ProblemsFor<RequestMissing | RequestAssessmentRefusal>

export const approvalProblems = {
  'not-signed-by-two': { status: 409, ...texts.notSignedByTwo },
  'approval-outdated': { status: 409, ...texts.approvalOutdated },
} satisfies ProblemsFor<ApprovalRefusal>

/** Every refusal that an assessment may contain. */
export const assessmentProblems = { ...factsProblems, ...requestProblems }

/** Every reason for which an approved application is not issued. */
export const issuingProblems = {
  ...issueProblems,
  ...assessmentProblems,
  'program-ended': { status: 403, ...texts.programEnded },
  ...approvalProblems,
}
