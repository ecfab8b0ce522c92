import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { changeOrganisationProblems, enteringProblems } from '#organisations/registry/index.ts'
import { noCopyProblems, unavailableProblems } from '#people/registers/index.ts'
import type { DecideRequestRefusal } from './decide-request.ts'
import type {
  AcceptRefusal,
  EndMembershipRefusal,
  InvitationRefusal,
  InviteRefusal,
  WithdrawRefusal,
} from './invite-members.ts'
import type { JoinAccountRefusal } from './join-account.ts'
import type { ChangeFactsRefusal } from './change-facts.ts'
import type { MemberRefusal } from './check-member.ts'
import type { OpenAccountRefusal } from './open-account.ts'
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

const { 'account-not-found': _notAMember, ...inRole } = actionProblems

/** For those on one item of it, beside that the item is not found (`ownItems`). */
export const ownProblems = inRole

export const lookUpProblems = {
  'not-a-business-id': enteringProblems['not-a-business-id'],
  'wrong-check-digit': enteringProblems['wrong-check-digit'],
  'unknown-to-business-register': enteringProblems['unknown-to-business-register'],
  ...unavailableProblems,
}

const accountExists = { 'account-exists': { status: 409, ...texts.accountExists } }

export const openAccountProblems = {
  ...enteringProblems,
  ...accountExists,
  'power-of-attorney-needed': { status: 422, ...texts.powerOfAttorneyNeeded },
  'power-of-attorney-not-a-pdf': { status: 422, ...texts.powerOfAttorneyNotAPdf },
  'already-requested': { status: 409, ...texts.alreadyRequested },
} satisfies ProblemsFor<OpenAccountRefusal>

export const joinAccountProblems = {
  ...lookUpProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'no-account-yet': { status: 404, ...texts.noAccountYet },
  'signatory-already': { status: 409, ...texts.signatoryAlready },
  'power-of-attorney-needed': openAccountProblems['power-of-attorney-needed'],
  'power-of-attorney-not-a-pdf': openAccountProblems['power-of-attorney-not-a-pdf'],
  'already-requested': openAccountProblems['already-requested'],
} satisfies ProblemsFor<JoinAccountRefusal>

export const changeFactsProblems = {
  ...changeOrganisationProblems,
  ...actionProblems,
} satisfies ProblemsFor<ChangeFactsRefusal>

export const codedUnitsProblems = { ...memberProblems, ...noCopyProblems }

export const inviteProblems = {
  ...memberProblems,
  ...unavailableProblems,
  'invited-already': { status: 409, ...texts.invitedAlready },
  'too-many-invitations': { status: 429, ...texts.tooManyInvitations },
} satisfies ProblemsFor<InviteRefusal>

const invitationNotFound = {
  'invitation-not-found': { status: 404, ...texts.invitationNotFound },
}

export const withdrawProblems = {
  ...memberProblems,
  ...unavailableProblems,
  ...invitationNotFound,
} satisfies ProblemsFor<WithdrawRefusal>

export const invitationProblems = {
  ...invitationNotFound,
  'invitation-expired': { status: 410, ...texts.invitationExpired },
} satisfies ProblemsFor<InvitationRefusal>

export const acceptProblems = {
  ...invitationProblems,
  ...unavailableProblems,
  'member-already': { status: 409, ...texts.memberAlready },
  'inviter-gone': { status: 410, ...texts.inviterGone },
} satisfies ProblemsFor<AcceptRefusal>

export const endMembershipProblems = {
  ...memberProblems,
  ...unavailableProblems,
  'member-not-found': { status: 404, ...texts.memberNotFound },
  'signatory-stays': { status: 403, ...texts.signatoryStays },
  'last-who-invites': { status: 409, ...texts.lastWhoInvites },
} satisfies ProblemsFor<EndMembershipRefusal>

export const powerOfAttorneyProblems = {
  'request-not-found': { status: 404, ...texts.requestNotFound },
}

export const decideRequestProblems = {
  'signatory-already': joinAccountProblems['signatory-already'],
  ...powerOfAttorneyProblems,
  ...enteringProblems,
  ...accountExists,
  ...dualControlProblems,
  'last-day-missing': { status: 422, ...texts.lastDayWrong },
  'last-day-wrong': { status: 422, ...texts.lastDayWrong },
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideRequestRefusal>
