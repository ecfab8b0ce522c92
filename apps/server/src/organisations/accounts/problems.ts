import type { ProblemsFor } from '#platform/endpoint.ts'
import { changeOrganisationProblems, enteringProblems } from '#organisations/registry/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import type { MemberRefusal } from './check-member.ts'
import { texts } from './texts.ts'

/** For every operation on behalf of an organisation. */
export const memberProblems = {
  'account-not-found': { status: 404, ...texts.accountNotFound },
  'not-in-this-role': { status: 403, ...texts.notInThisRole },
  'right-to-sign-lost': { status: 403, ...texts.rightToSignLost },
  'power-of-attorney-over': { status: 403, ...texts.powerOfAttorneyOver },
} satisfies ProblemsFor<MemberRefusal>

/** For those that change something for it. */
export const actionProblems = { ...memberProblems, ...unavailableProblems }

const { 'account-not-found': _notAMember, ...inRole } = memberProblems

/** For those that show one item of it, beside that the item is not found (`ownItems`). */
export const ownProblems = inRole

/** For those that change one. */
export const changeOwnProblems = { ...ownProblems, ...unavailableProblems }

export const lookUpProblems = {
  'not-a-business-id': enteringProblems['not-a-business-id'],
  'wrong-check-digit': enteringProblems['wrong-check-digit'],
  'unknown-to-business-register': enteringProblems['unknown-to-business-register'],
  ...unavailableProblems,
}

export const accountExists = { 'account-exists': { status: 409, ...texts.accountExists } }

export const openAccountProblems = {
  ...enteringProblems,
  ...accountExists,
  'power-of-attorney-needed': { status: 422, ...texts.powerOfAttorneyNeeded },
  'power-of-attorney-not-a-pdf': { status: 422, ...texts.powerOfAttorneyNotAPdf },
  'already-requested': { status: 409, ...texts.alreadyRequested },
}

export const joinAccountProblems = {
  ...lookUpProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'no-account-yet': { status: 404, ...texts.noAccountYet },
  'signatory-already': { status: 409, ...texts.signatoryAlready },
  'power-of-attorney-needed': openAccountProblems['power-of-attorney-needed'],
  'power-of-attorney-not-a-pdf': openAccountProblems['power-of-attorney-not-a-pdf'],
  'already-requested': openAccountProblems['already-requested'],
}

export const changeFactsProblems = {
  ...changeOrganisationProblems,
  ...actionProblems,
}

export const invitationNotFound = {
  'invitation-not-found': { status: 404, ...texts.invitationNotFound },
}

export const invitationProblems = {
  ...invitationNotFound,
  'invitation-expired': { status: 410, ...texts.invitationExpired },
}

export const powerOfAttorneyProblems = {
  'request-not-found': { status: 404, ...texts.requestNotFound },
}
