import { employerMailsOf } from '#cards/lifecycle/index.ts'
import { allRoleHolders } from '#identity/permissions/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { IdentificationDesk } from '#points/identification/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Cases } from '#support/cases/index.ts'
import {
  createNotices,
  smtpRelay,
  type OrganisationMailsOf,
  type StaffToNotify,
} from '#support/notices/index.ts'
import {
  createMessages,
  messagesRest,
  renderMessageLetter,
} from '#support/suomi-fi-messages/index.ts'
import type { BillingParts } from './billing-parts.ts'
import type { CardParts } from './card-parts.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import type { PeopleParts } from './people-parts.ts'

/** Mails about what happens in the modules, to holders, organisations and staff; and Suomi.fi Messages to holders. */
export function createNoticeParts(
  config: Pick<Config, 'mail' | 'suomiFiMessages'> & { readonly service: ServiceDetails },
  { runtime }: Pick<Foundation, 'runtime'>,
  { counterparts, contacts, people, registers, accounts, organisations, registration }: PeopleParts,
  { cards, orders, identification }: CardParts,
  {
    visits,
    cases,
    withMails,
  }: Pick<BillingParts, 'visits'> & {
    readonly cases: Cases
    /** The modules that have mails of their own to organisations. */
    readonly withMails: readonly { readonly mailsOf: OrganisationMailsOf }[]
  },
) {
  const { service, suomiFiMessages: configured } = config
  const messages =
    configured &&
    createMessages({
      ...{ ...runtime, people, registers },
      service: counterparts.watch(
        'suomi-fi-messages',
        messagesRest(configured, { clock: runtime.clock }),
      ),
      renderLetter: configured.printing && renderMessageLetter,
    })
  const notices = createNotices({
    ...{
      ...runtime,
      contacts,
      service,
      sendMail: counterparts.watch('mail', smtpRelay(config.mail)),
    },
    sendBySuomiFi: messages?.planMessage,
    cardOf: cards.cardOfNotice,
    noticeEmailOf: orders.noticeEmailOf,
    languageOf: async (tx, personId) => (await people.findPerson(tx, personId))?.language,
    cardsEndingOn: cards.cardsEndingOn,
    visitOf: visits.noticeOf,
    mailToWriter: cases.mailToWriter,
    organisationMailsOf: organisationMails([
      ...withMails.map(({ mailsOf }) => mailsOf),
      employerMailsOf(organisations),
    ]),
    staffToNotify: staffToNotify({
      ...{ accounts, identification, registration, clock: runtime.clock },
    }),
  })
  return { notices, messages }
}

/** The mails of an event to organisations, as each module with such mails has them. */
const organisationMails =
  (sources: readonly OrganisationMailsOf[]): OrganisationMailsOf =>
  async (tx, event) => {
    const mails = []
    for (const mailsOf of sources) mails.push(...(await mailsOf(tx, event)))
    return mails
  }

type StaffDeps = {
  readonly accounts: Pick<Accounts, 'othersToNotify' | 'oneselfToNotify'>
  readonly identification: Pick<IdentificationDesk, 'raisedAt'>
  readonly registration: Pick<Registration, 'registrarsAt'>
  readonly clock: Clock
}

/** The people of the service, or of an organisation, whom an event concerns. */
const staffToNotify =
  ({ accounts, identification, registration, clock }: StaffDeps): StaffToNotify =>
  async (tx, event) => {
    const { type, inquiryId, pointId } = event
    if (type === 'SignatoryJoined') return accounts.othersToNotify(tx, event)
    if (type === 'PowerOfAttorneyEnding') return accounts.oneselfToNotify(event)
    if (type === 'OrderedBlanksSent' || type === 'BlankOrderRefused')
      return typeof pointId === 'string' ? registration.registrarsAt(tx, pointId, clock.now()) : []
    const inquiry =
      typeof inquiryId === 'string' ? await identification.raisedAt(tx, inquiryId) : undefined
    if (type === 'InquiryConfirmed' || type === 'InquiryRejected')
      return inquiry ? registration.registrarsAt(tx, inquiry.pointId, clock.now()) : []
    const caseOfficers = (await allRoleHolders(tx)).filter(({ role }) => role === 'caseOfficer')
    // Case officers do not decide what they raised themselves.
    return caseOfficers.map(({ personId }) => personId).filter((id) => id !== inquiry?.raisedBy)
  }
