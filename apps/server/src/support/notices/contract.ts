import type { Brand } from '@sotevarmenne/kernel/brand'
import type { NoticeKind, NoticeState } from '@sotevarmenne/api/notices'

/** One message to one person. UUID. */
export type NoticeId = Brand<string, 'NoticeId'>

type About = { readonly personId: string }

export type NoticeSent = {
  readonly type: 'NoticeSent'
  readonly about: About
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
}

type WithCause = {
  /** With the card, if the notice is about a single one. */
  readonly about: About & { readonly cardId?: string }
  readonly noticeId: NoticeId
  readonly kind: NoticeKind
  /** When its cause happened. */
  readonly plannedAt: string
}

/** No e-mail reached the person: Suomi.fi Messages was given the notice, for the mailbox or the post. */
export type NoticeSentBySuomiFi = WithCause & { readonly type: 'NoticeSentBySuomiFi' }

/** Suomi.fi Messages accepted a notice about a single card. */
export type NoticeAcceptedBySuomiFi = WithCause & { readonly type: 'NoticeAcceptedBySuomiFi' }

/** A notice was due, but the person has no usable address, or does not want it. */
export type NoticeNotSent = WithCause & {
  readonly type: 'NoticeNotSent'
  readonly because: Exclude<NoticeState, 'planned' | 'sent' | 'by-suomi-fi'>
}

/** A new e-mail address was given; it is used once confirmed. */
export type AddressRequested = { readonly type: 'AddressRequested'; readonly about: About }

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

/** Kinds of mail to the person who made an appointment. */
export type VisitNoticeKind =
  'appointment-booked' | 'appointment-moved' | 'appointment-cancelled' | 'visit-reminder'

export type VisitorNotified = {
  readonly type: 'VisitorNotified'
  readonly visitId: string
  readonly kind: VisitNoticeKind
}

/** The address of the appointment accepts no mail. */
export type VisitorNotNotified = {
  readonly type: 'VisitorNotNotified'
  readonly visitId: string
  readonly kind: VisitNoticeKind
}

/** Kinds of mail to an organisation, at an address stored with the cause. */
export type OrganisationNoticeKind =
  | 'invited'
  | 'account-opened'
  | 'contacts-changed'
  | 'power-of-attorney-ends'
  | 'signatory-joined'
  | 'request-wanted'
  | 'application-returned'
  | 'application-refused'
  | 'certificate-issued'
  | 'certificate-ends'
  | 'certificate-revoked'
  | 'certificate-outdated'
  | 'certificate-borne-out'
  | 'certificate-to-be-revoked'
  | 'certificate-left'
  | 'test-cards-accepted'
  | 'test-cards-refused'
  | 'agreement-to-accept'
  | 'agreement-accepted'
  | 'agreement-declined'
  | 'agreement-approved'
  | 'agreement-rejected'
  | 'agreement-ended'
  | 'delegation-ended'
  | 'registrar-returned'
  | 'registrar-refused'
  | 'registrar-appointed'
  | 'registrar-ended'
  | 'registrar-term-ends'
  | 'invoice-created'
  | 'invoice-credited'
  | 'invoice-overdue'
  | 'invoice-disputed'
  | 'dispute-settled'
  | 'point-price-approved'
  | 'point-price-rejected'
  | 'webhook-disabled'
  | 'card-outdated'
  | 'card-not-to-be-used'

export type OrganisationNotified = {
  readonly type: 'OrganisationNotified'
  readonly kind: OrganisationNoticeKind
  /** The event that caused it. */
  readonly cause: string
}

/** The address accepts no mail. */
export type OrganisationNotNotified = {
  readonly type: 'OrganisationNotNotified'
  readonly kind: OrganisationNoticeKind
  readonly cause: string
}

/** Kinds of mail to somebody who wrote to the office without sign-in. */
export type WriterNoticeKind = 'confirm' | 'answered'

export type WriterNotified = {
  readonly type: 'WriterNotified'
  readonly messageId: string
  readonly kind: WriterNoticeKind
}

/** The address of the message accepts no mail. */
export type WriterNotNotified = {
  readonly type: 'WriterNotNotified'
  readonly messageId: string
  readonly kind: WriterNoticeKind
}
