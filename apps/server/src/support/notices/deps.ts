import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Contacts } from '#people/contacts/index.ts'
import type {
  CardsEndingOn,
  LanguageOf,
  MailRelay,
  OrganisationMailsOf,
  StaffToNotify,
  VisitOf,
} from './ports.ts'

export type NoticesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly contacts: Contacts
  /** Seals addresses, and creates their confirmation tokens. */
  readonly sealing: Sealing
  readonly languageOf: LanguageOf
  readonly cardsEndingOn: CardsEndingOn
  readonly visitOf: VisitOf
  readonly organisationMailsOf: OrganisationMailsOf
  readonly staffToNotify: StaffToNotify
  readonly sendMail: MailRelay
  /** Of the portal, without a trailing slash. */
  readonly publicUrl: string
  readonly systemPermit: (operation: 'notices.notify') => Permit<'notices.notify'>
}
