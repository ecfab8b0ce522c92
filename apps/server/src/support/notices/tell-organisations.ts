import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Subscription } from '#platform/outbox.ts'
import type { OrganisationNoticeKind, OrganisationNotTold, OrganisationTold } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { organisationWordsOf } from './organisation-words.ts'

/** Every event that something is written for on behalf of an organisation. */
const kindOfEvent = {
  MemberInvited: 'invited',
  AccountOpened: 'account-opened',
  ContactsChanged: 'contacts-changed',
  SignatoryJoined: 'signatory-joined',
  MandateEnding: 'mandate-ends',
  RequestLinkMade: 'request-wanted',
  ApplicationReturned: 'application-returned',
  ApplicationRefused: 'application-refused',
  ServiceCertificateIssued: 'certificate-issued',
  ServiceCertificateEnding: 'certificate-ends',
  ServiceCertificateRevoked: 'certificate-revoked',
  ServiceCertificateOvertaken: 'certificate-overtaken',
  ServiceCertificateBorneOut: 'certificate-borne-out',
  OvertakenRevocationPlanned: 'certificate-to-be-revoked',
  OvertakenCertificateLeft: 'certificate-left',
  TestCardsAccepted: 'test-cards-accepted',
  TestCardsRefused: 'test-cards-refused',
  PaperToBeAccepted: 'paper-to-accept',
  PaperAccepted: 'paper-accepted',
  PaperDeclined: 'paper-declined',
  PaperApproved: 'paper-approved',
  PaperRejected: 'paper-rejected',
  RegistrarApplicationReturned: 'registrar-returned',
  RegistrarApplicationRefused: 'registrar-refused',
  RegistrarAppointed: 'registrar-appointed',
  RegistrarAppointmentEnded: 'registrar-ended',
  RegistrarTermEnding: 'registrar-term-ends',
  InvoiceMade: 'invoice-made',
  CreditNoteMade: 'invoice-credited',
  InvoiceReminded: 'invoice-overdue',
  InvoiceDisputed: 'invoice-disputed',
  DisputeSettled: 'dispute-settled',
  ReplacementOffered: 'card-overtaken',
  CardClosed: 'card-not-to-be-used',
} as const satisfies { readonly [type: string]: OrganisationNoticeKind }

/** Why a card is closed that its employer may not know of yet; the mail does not tell which of them it was. */
const byRegister: ReadonlySet<string> = new Set(['holder-died', 'data-changed'])

/**
 * Writes what concerns an organisation to the address that stands with it, of which nothing is kept here. A crash after a mail
 * has left sends it once more, under the same Message-ID (RFC 5322 § 3.6.4).
 */
export const tellOrganisations = (
  deps: Pick<NoticesDeps, 'db' | 'record' | 'organisationMailsOf' | 'sendMail' | 'systemPermit'>,
): readonly Subscription[] =>
  Object.entries(kindOfEvent).map(([type, kind]) => ({
    event: type,
    listener: 'notices.tellOrganisation',
    // Most cards are closed for what an employer is not told of; the service's own invoices go by an operator.
    concerns: (event) =>
      (type !== 'CardClosed' || byRegister.has(String(event['reason']))) &&
      event['sellerId'] !== 'service',
    handle: async (event, eventId) => {
      const mails = await deps.db.read((tx) => deps.organisationMailsOf(tx, event))
      for (const [at, { to, language, files, ...facts }] of mails.entries()) {
        const words = organisationWordsOf(kind, { language, ...facts })
        const taken = await deps.sendMail({
          ...words,
          to,
          language,
          files,
          id: `${eventId}-${String(at)}`,
        })
        const told: OrganisationTold | OrganisationNotTold = {
          type: taken.ok ? 'OrganisationTold' : 'OrganisationNotTold',
          ...{ kind, cause: eventId },
        }
        await deps.db.write(async (tx): Promise<Result<void, never>> => {
          await deps.record(tx, told, deps.systemPermit('notices.tell'))
          return ok(undefined)
        })
      }
    },
  }))
