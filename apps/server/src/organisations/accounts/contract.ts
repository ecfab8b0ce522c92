import type { SigningRight, MemberRole, MemberBasis, InvitedRole } from '@sotevarmenne/api/accounts'
import type { Language } from '@sotevarmenne/api/values'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'

/** One person's membership of one organisation's account. UUID. */
export type MemberId = Brand<string, 'MemberId'>
/** UUID. */
export type InvitationId = Brand<string, 'InvitationId'>
/** A request to open an account on a power of attorney. UUID. */
export type AccountRequestId = Brand<string, 'AccountRequestId'>

export type Member = {
  readonly memberId: MemberId
  readonly organisationId: string
  readonly personId: string
  readonly role: MemberRole
  readonly basis: MemberBasis
  readonly since: Instant
  /** The last day of a power of attorney, inclusive (R282). */
  readonly validTo?: LocalDate
  /** Since when the register reports the right to sign as lost (R283). */
  readonly rightLostAt?: Instant
}

/** The basis of a signatory; a power of attorney with its last day. */
export type GroundStored =
  | { readonly basis: 'right-to-sign' }
  | { readonly basis: 'power-of-attorney'; readonly validTo: LocalDate }

export type Invitation = {
  readonly invitationId: InvitationId
  readonly organisationId: string
  readonly role: InvitedRole
  readonly email: string
  readonly language: Language
  readonly invitedBy: MemberId
  readonly invitedAt: Instant
  readonly expiresAt: Instant
}

/**
 * A person who does not sign alone requests an account, with a power of attorney that a case officer checks.
 */
export type AccountRequest = {
  readonly requestId: AccountRequestId
  readonly personId: string
  readonly businessId: BusinessId
  /** From the business register at the time of the request. */
  readonly name: string
  readonly signing: Exclude<SigningRight, 'alone'>
  readonly requestedAt: Instant
}

/** The address for messages about the organisation, given by the person who opens the account. */
export type RequestedContact = {
  readonly email: string
  readonly phone?: string | undefined
  readonly language: Language
}

/** The organisation's contacts are notified. */
export type AccountOpened = {
  readonly type: 'AccountOpened'
  readonly organisationId: string
  readonly basis: Exclude<MemberBasis, 'invitation'>
  readonly about: { readonly personId: string }
}

export type AccountRequested = {
  readonly type: 'AccountRequested'
  readonly requestId: AccountRequestId
  readonly businessId: BusinessId
  readonly about: { readonly personId: string }
}

export type AccountRejected = {
  readonly type: 'AccountRejected'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

/** The applicant died before the decision: the power of attorney is erased. */
export type AccountRequestLapsed = {
  readonly type: 'AccountRequestLapsed'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

type Looked = { readonly about?: { readonly personId: string } }
/** A member viewed the organisation’s account: its data and agreements. */
export type AccountViewed = { readonly type: 'AccountViewed'; readonly organisationId: string }
/** A member viewed the people who act for the organisation; this person is one of them. */
export type AccountPeopleViewed = {
  readonly type: 'AccountPeopleViewed'
  readonly organisationId: string
} & Looked
/** A case officer saw the person among the applicants for an account. */
export type AccountRequestsListed = { readonly type: 'AccountRequestsListed' } & Looked

/** A case officer read the power of attorney. */
export type PowerOfAttorneyViewed = {
  readonly type: 'PowerOfAttorneyViewed'
  readonly requestId: AccountRequestId
  readonly about: { readonly personId: string }
}

/** A request whether an organisation has an account was answered. */
export type AccountLookedUp = { readonly type: 'AccountLookedUp'; readonly businessId: BusinessId }

type AboutInvitation = {
  readonly invitationId: InvitationId
  readonly organisationId: string
  readonly role: InvitedRole
}

/** Triggers the invitation mail. */
export type MemberInvited = {
  readonly type: 'MemberInvited'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutInvitation
export type InvitationWithdrawn = { readonly type: 'InvitationWithdrawn' } & AboutInvitation

type AboutMember = {
  readonly memberId: MemberId
  readonly organisationId: string
  readonly role: MemberRole
  readonly about: { readonly personId: string }
}

export type MemberJoined = { readonly type: 'MemberJoined' } & AboutMember
/** A person became a signatory after the account was opened (R274). The other members are notified. */
export type SignatoryJoined = {
  readonly type: 'SignatoryJoined'
  readonly basis: Exclude<MemberBasis, 'invitation'>
} & AboutMember
/** The register reports it; until that changes the person sees nothing of the organisation (R283). */
export type RightToSignLost = { readonly type: 'RightToSignLost' } & AboutMember
export type RightToSignRegained = { readonly type: 'RightToSignRegained' } & AboutMember
/** The person whose power of attorney it is and the organisation's contacts are notified (R282). */
export type PowerOfAttorneyEnding = {
  readonly type: 'PowerOfAttorneyEnding'
  readonly lastDay: LocalDate
  readonly settings: UsedSettings
} & AboutMember
/** From this instant the person can do nothing for the organisation. */
export type MemberEnded = { readonly type: 'MemberEnded' } & AboutMember
