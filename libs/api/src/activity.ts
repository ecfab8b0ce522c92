import { z } from 'zod'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { dateText, id, instantText } from './values.ts'

/**
 * What was done for an organisation, by kind: the events of the audit log that its members see. Access records (who
 * only looked at something) are not among them; a new event is not shown before it is here.
 */
export const activityTypes = {
  people: [
    'AccountOpened',
    'MemberInvited',
    'InvitationWithdrawn',
    'MemberJoined',
    'SignatoryJoined',
    'RightToSignLost',
    'RightToSignRegained',
    'PowerOfAttorneyEnding',
    'MemberEnded',
  ],
  organisation: [
    'OrganisationAdded',
    'OrganisationChanged',
    'ContactsChanged',
    'OrganisationCeased',
    'OrganisationActiveAgain',
    'EmailDomainAdded',
    'EmailDomainProved',
    'EmailDomainEnded',
  ],
  agreements: [
    'AgreementDrafted',
    'AgreementDraftChanged',
    'AgreementSigned',
    'AgreementToBeAccepted',
    'AgreementAccepted',
    'AgreementDeclined',
    'AgreementWithdrawn',
    'AgreementProposed',
    'AgreementApproved',
    'AgreementRejected',
    'AgreementReplaced',
    'AgreementGoesOn',
    'AgreementEnded',
    'SupplierAuthorised',
    'SupplierAuthorisationEnded',
  ],
  registrars: [
    'RegistrarApplicationDrafted',
    'RegistrarApplicationChanged',
    'TrainingProofAttached',
    'RegistrarApplicationSent',
    'RegistrarApplicationReturned',
    'RegistrarApplicationApproved',
    'RegistrarApplicationRefused',
    'RegistrarApplicationWithdrawn',
  ],
  orders: [
    'OrderPrepared',
    'OrdersPrepared',
    'DraftsSent',
    'SharedCertificateStored',
    'CertificateSentAhead',
    'PreparedChanged',
    'PreparedWithdrawn',
    'PreparedUsed',
    'EmploymentEndPlanned',
    'EmploymentEndWithdrawn',
    'EmploymentEnded',
  ],
  directory: ['DirectoryUserCreated', 'DirectoryUserChanged', 'DirectoryUserDeleted'],
  certificates: [
    'ApplicationDrafted',
    'ApplicationChanged',
    'ConformityAttached',
    'ApplicationSent',
    'ApplicationChecked',
    'ApplicationReturned',
    'ApplicationApproved',
    'ApplicationRefused',
    'ApplicationWithdrawn',
    'RequestBrought',
    'RequestLinkCreated',
    'ServiceCertificateIssued',
    'ServiceCertificateEnding',
    'ServiceCertificateRevoked',
    'ServiceCertificateOutdated',
    'ServiceCertificateConfirmed',
    'OutdatedCertificateLeft',
    'OutdatedRevocationPlanned',
    'ApprovalRequested',
    'ApprovalChecked',
    'ApprovalGiven',
    'ApprovalRefused',
    'ApprovalEnded',
    'EabKeyGiven',
    'AcmeAccountOpened',
    'AcmeAccountKeyChanged',
    'AcmeAccountEnded',
  ],
  testCards: [
    'TestCardsOrdered',
    'TestCardsAccepted',
    'TestCardsRefused',
    'TestCardOrdered',
    'TestCardProduced',
    'TestCardFetched',
    'TestCardLapsed',
    'TestCardRevoked',
    'TestCardCancelled',
  ],
  billing: [
    'ChargeCreated',
    'ChargesMoved',
    'CostCentreChanged',
    'BillingChanged',
    'InvoiceCreated',
    'InvoiceSent',
    'InvoiceRefused',
    'InvoiceSentAgain',
    'InvoicePaid',
    'InvoiceNotPaid',
    'PaymentReceived',
    'CreditNoteCreated',
    'InvoiceReminded',
    'InvoiceDisputed',
    'DisputeSettled',
    'DisputeForgotten',
    'SellerChanged',
    'PointPriceProposed',
    'PointPriceApproved',
    'PointPriceRejected',
    'PointPriceWithdrawn',
  ],
  messages: ['CaseOpened', 'CaseStepTaken', 'CaseForgotten'],
  programs: [
    'ApiKeyCreated',
    'ApiKeyRevoked',
    'WebhookAdded',
    'WebhookChanged',
    'WebhookEnabled',
    'WebhookDisabled',
    'WebhookSecretRotated',
    'WebhookRemoved',
    'WebhookTested',
    'WebhookResent',
  ],
} as const

export type ActivityKind = keyof typeof activityTypes
export type ActivityType = (typeof activityTypes)[ActivityKind][number]

export const activityKind = z.enum(Object.keys(activityTypes) as [ActivityKind, ...ActivityKind[]])

const activityType = z.enum(
  Object.values(activityTypes).flat() as [ActivityType, ...ActivityType[]],
)

/** Who did it, and by which means. Only people of the organisation itself are named. */
const activityActor = z.discriminatedUnion('kind', [
  /** Somebody who acts or acted for the organisation, on the pages. */
  z.object({ kind: z.literal('member'), name: z.string() }),
  /** A program of the organisation, by the name of its API key; the key may be of its directory (SCIM). */
  z.object({ kind: z.enum(['apiKey', 'directory']), name: z.string().optional() }),
  z.object({
    kind: z.enum([
      'office',
      /** The registrar of a point. */
      'desk',
      /** The person whom it concerns, in a matter of their own. */
      'holder',
      /** Somebody else who was signed in: mostly of another organisation. */
      'others',
      /** A program of the service's own clients. */
      'client',
      'service',
    ]),
    /** Where it was done, at a registration point. */
    point: z.string().optional(),
  }),
])
export type ActivityActor = z.infer<typeof activityActor>

/** What it was done to, where it has a page of its own in the account. */
const activitySubject = z.enum([
  'application',
  'approval',
  'case',
  'document',
  'invoice',
  'registrarApplication',
  'webhook',
])
export type ActivitySubject = z.infer<typeof activitySubject>

const activityShown = z.object({
  entryId: id,
  at: instantText,
  type: activityType,
  by: activityActor,
  /** The person whom it concerns. */
  person: z.string().optional(),
  cardNumber: z.string().optional(),
  subject: z.object({ kind: activitySubject, id }).optional(),
  /** What it was done to in words: a name, a number, an address. Nothing that only the service uses. */
  named: z.array(z.string()),
  /** Of how many at once. */
  count: z.number().int().optional(),
  /** What was charged, invoiced or paid. */
  cents: z.number().int().optional(),
  /** The day that was set. */
  day: dateText.optional(),
})
export type ActivityShown = z.infer<typeof activityShown>

export const listActivity = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/activity/search',
  permission: definePermission('activity.view', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Organisaation tapahtumien katselu',
      sv: 'Visning av organisationens händelser',
      en: 'Viewing the activity of an organisation',
    },
  }),
  summary:
    'What was done for the organisation, by whom and to what, from the audit log; newest first, a page at a time (administrators, signatories and readers); this access is recorded',
  input: deskList
    .extend({
      organisationId: id,
      kind: activityKind.optional(),
      /** A present member who did it. */
      memberId: id.optional(),
    })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    activities: z.array(activityShown),
    nextCursor: z.string().optional(),
  }),
})
