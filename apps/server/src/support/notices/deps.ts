import type { Sealing } from '#platform/sealing.ts'
import type { Contacts } from '#people/contacts/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { ServiceContacts } from '#platform/service-contacts.ts'
import type { SendingService } from './compose-mail.ts'
import type {
  CardOf,
  CardsEndingOn,
  LanguageOf,
  MailRelay,
  OrganisationMailsOf,
  StaffToNotify,
  VisitOf,
} from './ports.ts'

/** The service in whose name mails are sent. */
export const sendingService = ({
  publicUrl,
  serviceContacts,
}: Pick<NoticesDeps, 'publicUrl' | 'serviceContacts'>): SendingService => ({
  publicUrl,
  contacts: serviceContacts,
})

export type NoticesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly contacts: Contacts
  /** Seals addresses, and creates their confirmation tokens. */
  readonly sealing: Sealing
  readonly languageOf: LanguageOf
  readonly cardOf: CardOf
  readonly cardsEndingOn: CardsEndingOn
  readonly visitOf: VisitOf
  readonly organisationMailsOf: OrganisationMailsOf
  readonly staffToNotify: StaffToNotify
  readonly sendMail: MailRelay
  /** Of the portal, without a trailing slash. */
  readonly publicUrl: string
  /** Absent while the operator has given none. */
  readonly serviceContacts?: ServiceContacts | undefined
  readonly systemPermit: SystemPermit<'notices.notify'>
}
