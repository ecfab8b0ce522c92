import type { Sealing } from '#platform/sealing.ts'
import type { Contacts } from '#people/contacts/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type {
  CardOf,
  CardsEndingOn,
  LanguageOf,
  MailRelay,
  MailToWriterOf,
  SendBySuomiFi,
  NoticeEmailOf,
  OrganisationMailsOf,
  StaffToNotify,
  VisitOf,
} from './ports.ts'

export type NoticesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly contacts: Contacts
  /** Seals addresses, and creates their confirmation tokens. */
  readonly sealing: Sealing
  readonly languageOf: LanguageOf
  readonly cardOf: CardOf
  readonly noticeEmailOf: NoticeEmailOf
  readonly cardsEndingOn: CardsEndingOn
  readonly visitOf: VisitOf
  readonly mailToWriter: MailToWriterOf
  readonly organisationMailsOf: OrganisationMailsOf
  readonly staffToNotify: StaffToNotify
  readonly sendMail: MailRelay
  /** For security notices that no e-mail reaches; absent without a connection to Suomi.fi Messages. */
  readonly sendBySuomiFi?: SendBySuomiFi | undefined
  /** In whose name mails are sent. */
  readonly service: ServiceDetails
  readonly systemPermit: SystemPermit<'notices.notify'>
}
