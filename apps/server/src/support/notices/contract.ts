import type { Brand } from '@sotevarmenne/kernel/brand'
import type { NoticeKind, NoticeState } from '@sotevarmenne/api/notices'

declare module '#platform/permit.ts' {
  interface Permissions {
    notices:
      | 'notices.tell'
      | 'notices.viewOwnContact'
      | 'notices.changeOwnContact'
      | 'notices.confirmAddress'
      | 'notices.viewOwnNotices'
  }
}

/** One thing told to one person. UUID. */
export type NoticeId = Brand<string, 'NoticeId'>

type About = { readonly personId: string }

export type NoticeSent = {
  readonly type: 'NoticeSent'
  readonly about: About
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
}

/** It was to be told, and there was no way, or no wish, to be told. */
export type NoticeNotSent = {
  readonly type: 'NoticeNotSent'
  /** With the card, of one that tells of a single one. */
  readonly about: About & { readonly cardId?: string }
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
  readonly because: Exclude<NoticeState, 'planned' | 'sent'>
  /** As what it was to tell of happened. */
  readonly plannedAt: string
}

/** Another e-mail address was given; it is used when it has been confirmed. */
export type AddressAsked = { readonly type: 'AddressAsked'; readonly about: About }

export type AddressConfirmed = { readonly type: 'AddressConfirmed'; readonly about: About }

export type AddressRemoved = { readonly type: 'AddressRemoved'; readonly about: About }

export type NoticesChosen = {
  readonly type: 'NoticesChosen'
  readonly about: About
  readonly progress: boolean
  readonly reminders: boolean
  readonly work: boolean
}

export type ContactViewed = { readonly type: 'ContactViewed'; readonly about: About }

export type NoticesViewed = { readonly type: 'NoticesViewed'; readonly about: About }

/** What whoever booked a visit is written. */
export type VisitNoticeKind = 'visit-booked' | 'visit-moved' | 'visit-cancelled' | 'visit-reminder'

export type VisitorTold = {
  readonly type: 'VisitorTold'
  readonly visitId: string
  readonly kind: VisitNoticeKind
}

/** The address of the booking takes no mail. */
export type VisitorNotTold = {
  readonly type: 'VisitorNotTold'
  readonly visitId: string
  readonly kind: VisitNoticeKind
}

/** What is written for an organisation, to an address that stands with its cause. */
export type OrganisationNoticeKind =
  | 'invited'
  | 'account-opened'
  | 'contacts-changed'
  | 'mandate-ends'
  | 'signatory-joined'
  | 'request-wanted'
  | 'application-returned'
  | 'application-refused'
  | 'certificate-issued'
  | 'certificate-ends'
  | 'certificate-revoked'
  | 'certificate-overtaken'
  | 'certificate-borne-out'
  | 'certificate-to-be-revoked'
  | 'certificate-left'
  | 'test-cards-accepted'
  | 'test-cards-refused'
  | 'paper-to-accept'
  | 'paper-accepted'
  | 'paper-declined'
  | 'paper-approved'
  | 'paper-rejected'
  | 'registrar-returned'
  | 'registrar-refused'
  | 'registrar-appointed'
  | 'registrar-ended'
  | 'registrar-term-ends'
  | 'invoice-made'
  | 'invoice-credited'
  | 'invoice-overdue'
  | 'invoice-disputed'
  | 'dispute-settled'
  | 'card-overtaken'
  | 'card-not-to-be-used'

export type OrganisationTold = {
  readonly type: 'OrganisationTold'
  readonly kind: OrganisationNoticeKind
  /** The event that it was told for. */
  readonly cause: string
}

/** The address takes no mail. */
export type OrganisationNotTold = {
  readonly type: 'OrganisationNotTold'
  readonly kind: OrganisationNoticeKind
  readonly cause: string
}
