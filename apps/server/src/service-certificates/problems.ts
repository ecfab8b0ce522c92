import { memberProblems } from '#accounts/index.ts'
import { issueProblems, type RequestVerdictRefusal } from '#certificates/index.ts'
import { enteringProblems } from '#organisations/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { noCopyProblems, unavailableProblems } from '#registers/index.ts'
import type { AttachRefusal, ChangeRefusal, SendRefusal } from './apply.ts'
import type { FactsRefusal, RequestMissing } from './assess.ts'
import type { AuthoriseRefusal, EndAuthorisationRefusal } from './authorise-supplier.ts'
import type {
  BringByLinkRefusal,
  BringRefusal,
  LinkRefusal,
  MakeLinkRefusal,
} from './bring-request.ts'
import type { DecideRefusal } from './decide-application.ts'
import type { NamesNotAcceptable } from './domain/names.ts'
import type { OwnRefusal } from './own-application.ts'
import { texts } from './texts.ts'

const notFound = { 'application-not-found': { status: 404, ...texts.applicationNotFound } }
const { 'account-not-found': _notAMember, ...inRole } = memberProblems

export const ownProblems = { ...notFound, ...inRole } satisfies ProblemsFor<OwnRefusal>

const stepNotPossible = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

const namesProblems = {
  'names-missing': { status: 422, ...texts.namesMissing },
  'too-many-names': { status: 422, ...texts.tooManyNames },
  'name-twice': { status: 422, ...texts.nameTwice },
  'name-is-wildcard': { status: 422, ...texts.nameIsWildcard },
  'name-is-internal': { status: 422, ...texts.nameIsInternal },
  'name-malformed': { status: 422, ...texts.nameMalformed },
  'name-like-identity-code': { status: 422, ...texts.nameLikeIdentityCode },
} satisfies ProblemsFor<NamesNotAcceptable>

const oidProblems = {
  'not-an-oid': { status: 422, ...texts.notAnOid },
  'too-many-arcs': { status: 422, ...texts.notAnOid },
}

const typedProblems = {
  ...namesProblems,
  ...oidProblems,
} satisfies ProblemsFor<ChangeRefusal>

const factsProblems = {
  ...namesProblems,
  ...noCopyProblems,
  'oid-of-another': { status: 403, ...texts.oidOfAnother },
  'authorisation-not-begun': { status: 403, ...texts.authorisationNotBegun },
  'authorisation-ended': { status: 403, ...texts.authorisationEnded },
  'copy-not-of-today': { status: 503, ...texts.copyNotOfToday },
  'oid-not-in-code-service': { status: 422, ...texts.oidNotCoded },
  'oid-not-begun': { status: 422, ...texts.oidNotBegun },
  'oid-ended': { status: 422, ...texts.oidEnded },
  'name-changed': { status: 409, ...texts.nameChanged },
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'conformity-missing': { status: 422, ...texts.conformityMissing },
} satisfies ProblemsFor<FactsRefusal>

const requestProblems = {
  'request-missing': { status: 422, ...texts.requestMissing },
  'request-malformed': { status: 422, ...texts.requestMalformed },
  'possession-not-proved': { status: 422, ...texts.possessionNotProved },
  'key-not-readable': issueProblems['key-not-readable'],
  'key-too-weak': issueProblems['key-too-weak'],
  'key-already-used': issueProblems['key-already-used'],
  'name-not-allowed': { status: 422, ...texts.nameNotAllowed },
  'name-missing': { status: 422, ...texts.nameMissing },
  'name-not-requested': { status: 422, ...texts.nameNotRequested },
  'extension-not-allowed': { status: 422, ...texts.extensionNotAllowed },
} satisfies ProblemsFor<RequestMissing | RequestVerdictRefusal>

/** Every reason that a verdict may have. */
export const verdictProblems = { ...factsProblems, ...requestProblems }

/** Every reason for which what was approved is not issued. */
export const issuingProblems = {
  ...issueProblems,
  ...verdictProblems,
}

export const draftProblems = { ...memberProblems, ...typedProblems }
export const changeProblems = { ...ownProblems, ...typedProblems, ...stepNotPossible }
export const stepProblems = { ...ownProblems, ...stepNotPossible }

export const attachProblems = {
  ...stepProblems,
  'conformity-not-a-pdf': { status: 422, ...texts.conformityNotAPdf },
} satisfies ProblemsFor<AttachRefusal>

export const sendProblems = {
  ...stepProblems,
  ...factsProblems,
  ...unavailableProblems,
} satisfies ProblemsFor<SendRefusal>

export const makeLinkProblems = {
  ...stepProblems,
  'too-many-links': { status: 429, ...texts.tooManyLinks },
} satisfies ProblemsFor<MakeLinkRefusal>

const unreadable = { 'request-unreadable': { status: 422, ...texts.requestUnreadable } }

export const examineProblems = { ...ownProblems, ...unreadable }

export const bringProblems = {
  ...stepProblems,
  ...unreadable,
  ...requestProblems,
} satisfies ProblemsFor<BringRefusal>

export const linkProblems = {
  'link-unknown': { status: 404, ...texts.linkUnknown },
  'link-expired': { status: 410, ...texts.linkExpired },
} satisfies ProblemsFor<LinkRefusal>

export const examineByLinkProblems = { ...linkProblems, ...unreadable }

export const bringByLinkProblems = {
  ...linkProblems,
  ...stepNotPossible,
  ...unreadable,
  ...requestProblems,
} satisfies ProblemsFor<BringByLinkRefusal>

export const conformityProblems = notFound
export const queuedProblems = { ...notFound, ...unavailableProblems }

export const decideProblems = {
  ...queuedProblems,
  ...stepNotPossible,
  ...verdictProblems,
  'own-application': { status: 403, ...texts.ownApplication },
  'checked-by-oneself': { status: 403, ...texts.checkedByOneself },
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideRefusal>

export const revokeProblems = { ...notFound, ...stepNotPossible }

export const authoriseProblems = {
  ...memberProblems,
  ...unavailableProblems,
  ...oidProblems,
  'days-backwards': { status: 422, ...texts.daysBackwards },
  'authorised-not-found': { status: 422, ...texts.authorisedNotFound },
  'authorising-oneself': { status: 422, ...texts.authorisingOneself },
  'oid-not-own': { status: 422, ...texts.oidNotOwn },
} satisfies ProblemsFor<AuthoriseRefusal>

export const endAuthorisationProblems = {
  ...memberProblems,
  ...unavailableProblems,
  'authorisation-not-found': { status: 404, ...texts.authorisationNotFound },
} satisfies ProblemsFor<EndAuthorisationRefusal>
