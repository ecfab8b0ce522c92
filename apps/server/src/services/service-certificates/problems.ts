import {
  actionProblems,
  memberProblems,
  ownProblems as own,
} from '#organisations/accounts/index.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { AttachRefusal, ChangeRefusal, SendRefusal } from './apply.ts'
import type { AuthoriseRefusal, EndAuthorisationRefusal } from './authorise-supplier.ts'
import type {
  BringByLinkRefusal,
  BringRefusal,
  LinkRefusal,
  MakeLinkRefusal,
} from './bring-request.ts'
import type { DecideRefusal } from './decide-application.ts'
import type { DecideOutdatedRefusal } from './decide-outdated.ts'
import type { NamedRefusal } from './supplier-requested-certificates.ts'
import type { OwnRefusal } from './own-application.ts'
import { texts } from './texts.ts'
import {
  factsProblems,
  namesProblems,
  requestProblems,
  assessmentProblems,
} from './assessment-problems.ts'

const notFound = { 'application-not-found': { status: 404, ...texts.applicationNotFound } }

export const ownProblems = { ...notFound, ...own } satisfies ProblemsFor<OwnRefusal>

const stepNotPossible = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

const oidProblems = {
  'not-an-oid': { status: 422, ...texts.notAnOid },
  'too-many-arcs': { status: 422, ...texts.notAnOid },
}

const typedProblems = {
  ...namesProblems,
  ...oidProblems,
} satisfies ProblemsFor<ChangeRefusal>

export const draftProblems = { ...actionProblems, ...typedProblems }
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
  'link-not-found': { status: 404, ...texts.linkNotFound },
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
  ...assessmentProblems,
  ...dualControlProblems,
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideRefusal>

export const decideOutdatedProblems = {
  'outdated-not-found': { status: 404, ...texts.outdatedNotFound },
  'outdated-decided': { status: 409, ...texts.outdatedDecided },
  'day-not-possible': { status: 422, ...texts.dayNotPossible },
  ...dualControlProblems,
} satisfies ProblemsFor<DecideOutdatedRefusal>

export const revokeProblems = { ...ownProblems, ...stepNotPossible }

export const namedProblems = { ...notFound, ...memberProblems } satisfies ProblemsFor<NamedRefusal>
export const revokeNamedProblems = { ...namedProblems, ...stepNotPossible }

export const authoriseProblems = {
  ...actionProblems,
  ...oidProblems,
  'days-backwards': { status: 422, ...texts.daysBackwards },
  'authorised-not-found': { status: 422, ...texts.authorisedNotFound },
  'authorising-oneself': { status: 422, ...texts.authorisingOneself },
  'oid-not-own': { status: 422, ...texts.oidNotOwn },
} satisfies ProblemsFor<AuthoriseRefusal>

export const endAuthorisationProblems = {
  ...actionProblems,
  'authorisation-not-found': { status: 404, ...texts.authorisationNotFound },
} satisfies ProblemsFor<EndAuthorisationRefusal>
