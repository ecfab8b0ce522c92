import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { Language } from '#platform/texts.ts'
import type { Point } from '#points/points/contract.ts'
import type { Visit } from '#points/appointments/contract.ts'
import type { MailToWriter } from '#support/cases/contract.ts'
import type { WriterNoticeKind } from './contract.ts'
import type { CardOfNotice } from '#cards/lifecycle/contract.ts'

/** An attachment of a mail. */
export type MailedFile = {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array
}

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: Language
  /** Repeated when the same mail is sent again, so that a mailbox shows it once. Letters, digits and hyphens. */
  readonly id: string
  readonly files?: readonly MailedFile[] | undefined
  /** Identifies the mail in its envelope, should it come back. */
  readonly tag?: string
}

/**
 * Accepts a mail for its address. Refuses when the address is permanently invalid; anything else that goes
 * wrong is a fault, and may be retried.
 */
export type MailRelay = (mail: Mail) => Promise<Result<void, { readonly kind: 'address-refused' }>>

/**
 * Sends a notice by Suomi.fi Messages, planned in the transaction; the post is its fallback. The words name
 * neither person nor card.
 */
export type SendBySuomiFi = (
  tx: Tx,
  message: {
    readonly noticeId: string
    readonly personId: string
    readonly language: Language
    readonly words: { readonly title: string; readonly text: string }
  },
) => Promise<void>

/** The language of a person who is known and alive; undefined for anybody else, who gets no notice. */
export type LanguageOf = (tx: Tx, personId: string) => Promise<Language | undefined>

/** What holds of a card now; undefined for one that is not of a kind that people order. */
export type CardOf = (tx: Tx, cardId: string) => Promise<CardOfNotice | undefined>

/** The unconfirmed address that an applicant gave with the order, if any. */
export type NoticeEmailOf = (tx: Tx, orderId: string) => Promise<string | undefined>

export type CardEnding = {
  readonly cardId: string
  readonly holder: string
  readonly validTo: LocalDate
}

/** Cards in their holders' hands with this last day, in the order of their ids, after the one named. */
export type CardsEndingOn = (
  tx: Tx,
  requested: {
    readonly day: LocalDate
    readonly after?: string | undefined
    readonly limit: number
  },
) => Promise<readonly CardEnding[]>

/** Facts of a visit for the mail to the person who made the appointment. */
export type VisitToNotify = Pick<Visit, 'state' | 'startsAt' | 'language'> & {
  readonly contact: { readonly email?: string | undefined }
  readonly point: Pick<Point, 'name' | 'address' | 'details'>
  /** Link to move or cancel the appointment; absent for a walk-in. */
  readonly link?: string
  /** By when the link must be opened, of an appointment that is not confirmed yet. */
  readonly confirmBy?: Instant
}

/** The visit as it is now; undefined once it is erased. */
export type VisitOf = (tx: Tx, visitId: string) => Promise<VisitToNotify | undefined>

/** The mail to the writer of a contact message; undefined when there is nothing to send any more. */
export type MailToWriterOf = (
  tx: Tx,
  requested: { readonly id: string; readonly kind: WriterNoticeKind },
) => Promise<MailToWriter | undefined>

/** A mail about an organisation's matters, with its recipient: an address stored with the matter itself. */
export type OrganisationMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  /** Its target is for the recipient of the mail alone. */
  readonly link?: string
  readonly until?: Instant
  /** Of a certificate: its first name, and its last day. */
  readonly name?: string
  readonly day?: LocalDate
  /** Of an invoice: its number, and what is left to pay. */
  readonly number?: number
  readonly openCents?: number
  /** Orders that wait for an agreement. */
  readonly waiting?: number
  /** In the words of the person who decided. */
  readonly because?: string
  readonly files?: readonly MailedFile[]
}

/** Mails for the event; none when the event is no longer current. */
export type OrganisationMailsOf = (
  tx: Tx,
  event: RecordedEvent,
) => Promise<readonly OrganisationMail[]>

/** Person ids of the people responsible for the event: case officers, or the registrars of a point. */
export type StaffToNotify = (tx: Tx, event: RecordedEvent) => Promise<readonly string[]>
