import type { Brand } from '@sotevarmenne/kernel/brand'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { SigningRight } from '../../people/registers/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    accounts:
      | 'accounts.viewOwnAccounts'
      | 'accounts.lookUpAccount'
      | 'accounts.openAccount'
      | 'accounts.joinAccount'
      | 'accounts.viewAccount'
      | 'accounts.keepContacts'
      | 'accounts.keepUnits'
      | 'accounts.inviteMember'
      | 'accounts.endMembership'
      | 'accounts.viewInvitation'
      | 'accounts.acceptInvitation'
      | 'accounts.viewRequests'
      | 'accounts.decideRequest'
      | 'accounts.follow'
  }
}

/** One person's place in one organisation's account. UUID. */
export type MemberId = Brand<string, 'MemberId'>
/** UUID. */
export type InvitationId = Brand<string, 'InvitationId'>
/** That an account be opened on a mandate. UUID. */
export type AccountRequestId = Brand<string, 'AccountRequestId'>

/** What a member may do for the organisation; `domain/membership.ts` says which acts. */
export type MemberRole = 'signatory' | 'administrator' | 'contact'

/** What may be done for an organisation in its account. */
export type MemberAct =
  'look' | 'write' | 'keepPeople' | 'authorise' | 'sign' | 'apply' | 'keepBilling'

/** On what a membership rests: one that rests on the right to sign falls with it. */
export type Basis = 'right-to-sign' | 'mandate' | 'invitation'

export type Member = {
  readonly memberId: MemberId
  readonly organisationId: string
  readonly personId: string
  readonly role: MemberRole
  readonly basis: Basis
  readonly since: Instant
  /** The last day of a mandate, inclusive (R282). */
  readonly validTo?: LocalDate
  /** Since when the register says that the right to sign is lost (R283). */
  readonly rightLostAt?: Instant
}

/** On what a signatory stands; a mandate to its last day. */
export type GroundKept =
  { readonly basis: 'right-to-sign' } | { readonly basis: 'mandate'; readonly validTo: LocalDate }

/** Whether a membership gives anything now. */
export type Standing = 'holds' | 'right-lost' | 'mandate-over'

export type InvitedRole = Exclude<MemberRole, 'signatory'>

export type Invitation = {
  readonly invitationId: InvitationId
  readonly organisationId: string
  readonly role: InvitedRole
  readonly email: string
  readonly language: 'fi' | 'sv' | 'en'
  readonly invitedBy: MemberId
  readonly invitedAt: Instant
  readonly expiresAt: Instant
}

/** Somebody who does not sign alone asks for an account, with a mandate that a handler looks at. */
export type AccountRequest = {
  readonly requestId: AccountRequestId
  readonly personId: string
  readonly businessId: BusinessId
  /** By the business register when it was asked for. */
  readonly name: string
  readonly signing: Exclude<SigningRight, 'alone'>
  readonly askedAt: Instant
}

/** Where whoever opens an account wants to be written to about the organisation. */
export type RequestedContact = {
  readonly email: string
  readonly phone?: string | undefined
  readonly language: 'fi' | 'sv' | 'en'
}

/** The organisation's contacts are told. */
export type AccountOpened = {
  readonly type: 'AccountOpened'
  readonly organisationId: string
  readonly basis: Exclude<Basis, 'invitation'>
  readonly about: { readonly personId: string }
}

export type AccountAsked = {
  readonly type: 'AccountAsked'
  readonly requestId: AccountRequestId
  readonly businessId: BusinessId
  readonly about: { readonly personId: string }
}

export type AccountRejected = {
  readonly type: 'AccountRejected'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

/** Whoever asked has died before anybody decided: the mandate is forgotten. */
export type AccountRequestLapsed = {
  readonly type: 'AccountRequestLapsed'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

type Looked = { readonly about?: { readonly personId: string } }
/** A member looked at the organisation’s account: its facts and papers. */
export type AccountViewed = { readonly type: 'AccountViewed'; readonly organisationId: string }
/** A member looked at who acts for the organisation, which the person does. */
export type AccountPeopleViewed = {
  readonly type: 'AccountPeopleViewed'
  readonly organisationId: string
} & Looked
/** A handler saw the person among those who ask for an account. */
export type AccountRequestsListed = { readonly type: 'AccountRequestsListed' } & Looked

/** A handler read the mandate. */
export type MandateViewed = {
  readonly type: 'MandateViewed'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

/** Whether an organisation has an account was answered. */
export type AccountLookedUp = { readonly type: 'AccountLookedUp'; readonly businessId: BusinessId }

type AboutInvitation = {
  readonly invitationId: InvitationId
  readonly organisationId: string
  readonly role: InvitedRole
}

/** Its mail leaves from here. */
export type MemberInvited = { readonly type: 'MemberInvited' } & AboutInvitation
export type InvitationWithdrawn = { readonly type: 'InvitationWithdrawn' } & AboutInvitation

type AboutMember = {
  readonly memberId: MemberId
  readonly organisationId: string
  readonly role: MemberRole
  readonly about: { readonly personId: string }
}

export type MemberJoined = { readonly type: 'MemberJoined' } & AboutMember
/** Somebody signs for the organisation who came into its account after it was opened (R274). The others are told. */
export type SignatoryJoined = {
  readonly type: 'SignatoryJoined'
  readonly basis: Exclude<Basis, 'invitation'>
} & AboutMember
/** The register says so; until it says otherwise the person sees nothing of the organisation (R283). */
export type RightToSignLost = { readonly type: 'RightToSignLost' } & AboutMember
export type RightToSignRegained = { readonly type: 'RightToSignRegained' } & AboutMember
/** Whoever stands on it is told, and the organisation's contacts (R282). */
export type MandateEnding = {
  readonly type: 'MandateEnding'
  readonly lastDay: LocalDate
} & AboutMember
/** From this instant on the person does nothing for the organisation. */
export type MemberEnded = { readonly type: 'MemberEnded' } & AboutMember
