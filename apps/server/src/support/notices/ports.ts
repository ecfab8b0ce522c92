import type { Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { Language } from '#platform/texts.ts'
import type { Point } from '#points/points/contract.ts'
import type { Visit } from '#points/appointments/contract.ts'

/** What lies beside a mail's text. */
export type MailedFile = {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array
}

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly language: Language
  /** Repeated when the same mail is sent again, so that a mailbox shows it once. Letters, digits and hyphens. */
  readonly id: string
  readonly files?: readonly MailedFile[] | undefined
  /** Says in the envelope which mail it is, should it come back. */
  readonly tag?: string
}

/**
 * Takes a mail for its address. Refuses when the address takes none, for good; anything else that goes wrong is a fault,
 * and may be tried again.
 */
export type MailRelay = (mail: Mail) => Promise<Result<void, { readonly kind: 'address-refused' }>>

/** The language of somebody who is known and alive; undefined of anybody else, who is told nothing. */
export type LanguageOf = (tx: Tx, personId: string) => Promise<Language | undefined>

export type CardEnding = {
  readonly cardId: string
  readonly holder: string
  readonly validTo: LocalDate
}

/** Cards in people's hands whose last day it is, in the order of their ids, after the one named. */
export type CardsEndingOn = (
  tx: Tx,
  asked: { readonly day: LocalDate; readonly after?: string | undefined; readonly limit: number },
) => Promise<readonly CardEnding[]>

/** What is told of a visit to whoever booked it. */
export type VisitToTell = Pick<Visit, 'state' | 'startsAt' | 'language'> & {
  readonly contact: { readonly email?: string | undefined }
  readonly point: Pick<Point, 'name' | 'address' | 'details'>
  /** Where the booking is moved and cancelled; a walk-in has none. */
  readonly link?: string
}

/** The visit as it is now; undefined when it is forgotten. */
export type VisitOf = (tx: Tx, visitId: string) => Promise<VisitToTell | undefined>

/** What is told of an organisation's matters, and to whom: an address that stands with the matter itself. */
export type OrganisationMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
  /** What it opens is for whoever gets the mail alone. */
  readonly link?: string
  readonly until?: Instant
  /** Of a certificate: its first name, and its last day. */
  readonly name?: string
  readonly day?: LocalDate
  /** Of an invoice. */
  readonly number?: number
  /** In the words of whoever decided. */
  readonly because?: string
  readonly files?: readonly MailedFile[]
}

/** What follows from the event; nothing when that is over already. */
export type OrganisationMailsOf = (
  tx: Tx,
  event: RecordedEvent,
) => Promise<readonly OrganisationMail[]>

/** Person ids of those whose work the event is: handlers, or the registrars of a point. */
export type StaffToTell = (tx: Tx, event: RecordedEvent) => Promise<readonly string[]>
