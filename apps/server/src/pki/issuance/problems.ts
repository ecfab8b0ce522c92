import type { ProblemsFor } from '#platform/endpoint.ts'
import type { IssueRefusal } from './contract.ts'
import type { EnrolRefusal } from './enrol-certificate.ts'
import { texts } from './texts.ts'

/** For every deed by which something is certified. */
export const issueProblems = {
  'key-not-readable': { status: 422, ...texts.keyNotReadable },
  'key-too-weak': { status: 422, ...texts.keyTooWeak },
  'key-already-used': { status: 409, ...texts.keyAlreadyUsed },
  'possession-not-proved': { status: 422, ...texts.possessionNotProved },
  'subject-not-acceptable': { status: 422, ...texts.subjectNotAcceptable },
  'validity-not-acceptable': { status: 422, ...texts.validityNotAcceptable },
  'request-differs': { status: 409, ...texts.requestDiffers },
  'lint-failed': { status: 422, ...texts.lintFailed },
  'signer-unavailable': { status: 503, ...texts.signerUnavailable },
  'clocks-differ': { status: 503, ...texts.clocksDiffer },
  'signer-refused': { status: 422, ...texts.signerRefused },
} satisfies ProblemsFor<IssueRefusal>

/** Of a handler who ends a program's right. */
export const clientProblems = {
  'client-unknown': { status: 404, ...texts.clientUnknown },
} satisfies ProblemsFor<{ readonly kind: 'client-unknown' }>

/** A program reads the kind and the facts; the texts are for the person who runs it. */
export const enrolProblems = {
  'client-unknown': { status: 403, ...texts.clientUnknown },
  'request-malformed': { status: 400, ...texts.requestMalformed },
  'name-not-allowed': { status: 422, ...texts.nameNotAllowed },
  'name-missing': { status: 422, ...texts.nameMissing },
  'extension-not-allowed': { status: 422, ...texts.extensionNotAllowed },
  ...issueProblems,
} satisfies ProblemsFor<EnrolRefusal>
