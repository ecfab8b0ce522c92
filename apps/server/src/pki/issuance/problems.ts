import type { ProblemsFor } from '#platform/endpoint.ts'
import type { IssueRefusal } from './contract.ts'
import type { EnrolRefusal } from './enrol-certificate.ts'
import type { NoRequest } from './pem.ts'
import { texts } from './texts.ts'

export const keyFamilyProblem = { status: 422, ...texts.keyFamilyNotServed }

/** For every operation by which something is certified. */
export const issueProblems = {
  'key-not-readable': { status: 422, ...texts.keyNotReadable },
  'key-too-weak': { status: 422, ...texts.keyTooWeak },
  'key-already-used': { status: 409, ...texts.keyAlreadyUsed },
  'bad-proof-of-possession': { status: 422, ...texts.badProofOfPossession },
  'subject-not-acceptable': { status: 422, ...texts.subjectNotAcceptable },
  'validity-not-acceptable': { status: 422, ...texts.validityNotAcceptable },
  'request-differs': { status: 409, ...texts.requestDiffers },
  'lint-failed': { status: 422, ...texts.lintFailed },
  'signer-unavailable': { status: 503, ...texts.signerUnavailable },
  'clock-skew': { status: 503, ...texts.clockSkew },
  'signer-refused': { status: 422, ...texts.signerRefused },
} satisfies ProblemsFor<IssueRefusal>

export const noRequestProblems = {
  'request-unreadable': { status: 422, ...texts.requestUnreadable },
  'private-key-in-request': { status: 422, ...texts.privateKeyInRequest },
} satisfies ProblemsFor<NoRequest>

/** Programs read the kind and the facts; the texts are for the person who runs the program. */
export const enrolProblems = {
  'client-not-found': { status: 403, ...texts.clientNotFound },
  'client-not-approved': { status: 403, ...texts.clientNotApproved },
  'request-malformed': { status: 400, ...texts.requestMalformed },
  'name-not-allowed': { status: 422, ...texts.nameNotAllowed },
  'name-missing': { status: 422, ...texts.nameMissing },
  'ca-certificate-requested': { status: 422, ...texts.caCertificateRequested },
  ...noRequestProblems,
  ...issueProblems,
} satisfies ProblemsFor<EnrolRefusal | NoRequest>
