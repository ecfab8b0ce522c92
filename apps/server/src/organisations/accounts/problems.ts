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
import type { KeepFactsRefusal } from './keep-facts.ts'
import type { MemberRefusal } from './judge-member.ts'
import type { OpenAccountRefusal } from './open-account.ts'
import { texts } from './texts.ts'

/** For every deed that is done for an organisation. */
export const memberProblems = {
  'account-not-found': { status: 404, ...texts.accountNotFound },
  'not-in-this-role': { status: 403, ...texts.notInThisRole },
  'right-to-sign-lost': { status: 403, ...texts.rightToSignLost },
  'mandate-over': { status: 403, ...texts.mandateOver },
} satisfies ProblemsFor<MemberRefusal>

/** For those that do something for it. */
export const actProblems = { ...memberProblems, ...unavailableProblems }

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
  'mandate-needed': { status: 422, ...texts.mandateNeeded },
  'mandate-not-a-pdf': { status: 422, ...texts.mandateNotAPdf },
  'already-asked': { status: 409, ...texts.alreadyAsked },
} satisfies ProblemsFor<OpenAccountRefusal>

export const joinAccountProblems = {
  ...lookUpProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'no-account-yet': { status: 404, ...texts.noAccountYet },
  'signatory-already': { status: 409, ...texts.signatoryAlready },
  'mandate-needed': openAccountProblems['mandate-needed'],
  'mandate-not-a-pdf': openAccountProblems['mandate-not-a-pdf'],
  'already-asked': openAccountProblems['already-asked'],
} satisfies ProblemsFor<JoinAccountRefusal>

export const keepFactsProblems = {
  ...changeOrganisationProblems,
  ...actProblems,
} satisfies ProblemsFor<KeepFactsRefusal>

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

export const mandateProblems = {
  'request-not-found': { status: 404, ...texts.requestNotFound },
}

export const decideRequestProblems = {
  'signatory-already': joinAccountProblems['signatory-already'],
  ...mandateProblems,
  ...enteringProblems,
  ...accountExists,
  'own-request': { status: 403, ...texts.ownRequest },
  'last-day-missing': { status: 422, ...texts.lastDayWrong },
  'last-day-wrong': { status: 422, ...texts.lastDayWrong },
  'reason-missing': { status: 422, ...texts.reasonMissing },
} satisfies ProblemsFor<DecideRequestRefusal>
