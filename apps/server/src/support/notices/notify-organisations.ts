import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { RecordedEvent, Subscription } from '#platform/outbox.ts'
import type {
  OrganisationNoticeKind,
  OrganisationNotNotified,
  OrganisationNotified,
} from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { organisationWordsOf } from './organisation-words.ts'

/** Every event with a mail to an organisation. */
const kindOfEvent = {
  MemberInvited: 'invited',
  AccountOpened: 'account-opened',
  ContactsChanged: 'contacts-changed',
  SignatoryJoined: 'signatory-joined',
  PowerOfAttorneyEnding: 'power-of-attorney-ends',
  RequestLinkCreated: 'request-wanted',
  ApplicationReturned: 'application-returned',
  ApplicationRefused: 'application-refused',
  ServiceCertificateIssued: 'certificate-issued',
  ServiceCertificateEnding: 'certificate-ends',
  ServiceCertificateRevoked: 'certificate-revoked',
  ServiceCertificateOutdated: 'certificate-outdated',
  ServiceCertificateConfirmed: 'certificate-borne-out',
  OutdatedRevocationPlanned: 'certificate-to-be-revoked',
  OutdatedCertificateLeft: 'certificate-left',
  TestCardsAccepted: 'test-cards-accepted',
  TestCardsRefused: 'test-cards-refused',
  AgreementToBeAccepted: 'agreement-to-accept',
  AgreementAccepted: 'agreement-accepted',
  AgreementDeclined: 'agreement-declined',
  AgreementApproved: 'agreement-approved',
  AgreementRejected: 'agreement-rejected',
  AgreementEnded: 'agreement-ended',
  RegistrarApplicationReturned: 'registrar-returned',
  RegistrarApplicationRefused: 'registrar-refused',
  RegistrarAppointed: 'registrar-appointed',
  RegistrarRoleEnded: 'registrar-ended',
  RegistrarTermEnding: 'registrar-term-ends',
  InvoiceCreated: 'invoice-created',
  CreditNoteCreated: 'invoice-credited',
  InvoiceReminded: 'invoice-overdue',
  InvoiceDisputed: 'invoice-disputed',
  DisputeSettled: 'dispute-settled',
  PointPriceApproved: 'point-price-approved',
  PointPriceRejected: 'point-price-rejected',
  WebhookDisabled: 'webhook-disabled',
  ReplacementOffered: 'card-outdated',
  CardCancelled: 'card-not-to-be-used',
} as const satisfies { readonly [type: string]: OrganisationNoticeKind }

/** A delegation ends by the same event as a card agreement. */
const kindOf = (kind: OrganisationNoticeKind, event: RecordedEvent): OrganisationNoticeKind =>
  kind === 'agreement-ended' && event['kind'] === 'delegation' ? 'delegation-ended' : kind

/** Reasons for cancelling a card that its employer may not know yet; the mail does not distinguish them. */
const byRegister: ReadonlySet<string> = new Set(['holder-died', 'data-changed'])

/** Members know of the webhooks that they disable themselves. */
const byReceiver: ReadonlySet<string> = new Set(['failing', 'gone'])

/** What the payer of an invoice of the service itself is notified of (R463). */
const ofService: ReadonlySet<string> = new Set(['CreditNoteCreated', 'DisputeSettled'])

/**
 * Sends mail about an organisation's matters to the address stored with the matter; no address is stored
 * here. A crash after a mail has left sends it again, under the same Message-ID (RFC 5322 § 3.6.4).
 */
export const notifyOrganisations = (
  deps: Pick<
    NoticesDeps,
    'db' | 'record' | 'organisationMailsOf' | 'sendMail' | 'systemPermit' | 'service'
  >,
): readonly Subscription[] =>
  Object.entries(kindOfEvent).map(([type, ofEvent]) => ({
    event: type,
    listener: 'notices.notifyOrganisation',
    // Most cancellations concern no employer; the service's own invoices go through an e-invoice operator.
    concerns: (event) =>
      (type !== 'CardCancelled' || byRegister.has(String(event['reason']))) &&
      (type !== 'WebhookDisabled' || byReceiver.has(String(event['because']))) &&
      (event['sellerId'] !== 'service' || ofService.has(type)),
    handle: async (event, eventId) => {
      const kind = kindOf(ofEvent, event)
      const mails = await deps.db.read((tx) => deps.organisationMailsOf(tx, event))
      for (const [at, { to, language, files, ...facts }] of mails.entries()) {
        const words = organisationWordsOf(kind, { language, ...facts }, deps.service)
        const taken = await deps.sendMail({
          ...words,
          to,
          language,
          files,
          id: `${eventId}-${String(at)}`,
        })
        const notified: OrganisationNotified | OrganisationNotNotified = {
          type: taken.ok ? 'OrganisationNotified' : 'OrganisationNotNotified',
          ...{ kind, cause: eventId },
        }
        await deps.db.write(async (tx): Promise<Result<void, never>> => {
          await deps.record(tx, notified, deps.systemPermit('notices.notify'))
          return ok(undefined)
        })
      }
    },
  }))
