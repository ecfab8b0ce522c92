import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { servicePrice } from './organisations.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  language,
  refusalShown,
  threeLanguages,
  waitingFilter,
} from './values.ts'

export const serviceProduct = z.enum(['server', 'system-signature'])

const applicationState = z.enum([
  'draft',
  'sent',
  'returned',
  'checked',
  'approved',
  'refused',
  'withdrawn',
  'issued',
  'revoked',
])

export const serviceRevocationReason = z.enum([
  'key-compromised',
  'data-changed',
  'replaced',
  'not-needed',
])

const step = z.enum([
  'draft',
  'send',
  'check',
  'giveBack',
  'approve',
  'refuse',
  'withdraw',
  'issue',
  'revoke',
  'bringRequest',
  'change',
  'attachConformity',
  'noticeChange',
  'noticeTakenBack',
  'planRevocation',
  'leave',
])

/** What is asked for a certificate, whoever orders it: a person or a program. */
export const certificateFacts = {
  /** Test versions, by the test authority. */
  isTest: z.boolean(),
  /** Of the organisation, unit or pharmacy that the certificate is to name. */
  unitOid: z.string().trim().min(1).max(200),
  technicalContact: z.object({
    name: z.string().trim().min(1).max(100),
    email: z.email().max(200),
    /** The vendor. */
    organisation: z.string().trim().min(1).max(200).optional(),
  }),
  /** A shared mailbox. */
  mailbox: z.email().max(200),
  language,
}

/** The lines of a history, the oldest first. */
export const pastSteps = <Step extends z.ZodType>(step: Step) =>
  z.array(
    z.object({
      step,
      at: instantText,
      by: z.string().optional(),
      because: z.string().optional(),
    }),
  )

const facts = {
  ...certificateFacts,
  technicalContact: certificateFacts.technicalContact.extend({
    /** That organisation is a Kanta intermediary: it is named as the register of these has it. */
    isKantaIntermediary: z.boolean().optional(),
  }),
  product: serviceProduct,
  /** DNS names of a server; the one name of a system. */
  names: z.array(z.string().trim().min(1).max(253)).min(1).max(200),
  /** No sign of it is one that an invoice can't show. */
  invoiceReference: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]+$/u)
    .optional(),
}
const applicationFacts = z.object(facts)

/** A rule and what it says of the application: fulfilled, or why not. */
export const verdict = z.object({
  rule: z.enum([
    'applicant',
    'code-service',
    'conformity',
    'intermediary',
    'names',
    'request-there',
    'form',
    'own-signature',
    'key',
    'requested-names',
    'key-unused',
  ]),
  because: refusalShown.optional(),
})
export type Verdict = z.infer<typeof verdict>

/** A request (PKCS#10) in plain words. Nothing in it is true yet. */
const unpackedRequest = z.object({
  /** Attributes of the subject as `CN`, `O`, or a dotted type, in their order. */
  subject: z.array(z.object({ type: z.string(), value: z.string() })),
  names: z.array(z.string()),
  /** `RSA 2048`, `P-256`. */
  key: z.string(),
  signedWith: z.string(),
})

const examined = z.object({
  unpacked: unpackedRequest.optional(),
  verdicts: z.array(verdict),
})
export type ExaminedRequest = z.infer<typeof examined>

const organisationNamed = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

/** Whom a certificate names, as lists show it. */
export const certificateRow = z.object({
  isTest: z.boolean(),
  unitOid: z.string(),
  /** As it was sent, or as the code service has it now. */
  unitName: z.string().optional(),
  names: z.array(z.string()),
  organisation: organisationNamed,
})

const applicationRow = certificateRow.extend({
  applicationId: id,
  state: applicationState,
  product: serviceProduct,
  draftedAt: instantText,
  /** Of one that was sent and is not over: when. */
  sentAt: instantText.optional(),
  /** Of an issued one: the last instant. */
  validTo: instantText.optional(),
})

/** What the code service says otherwise than a certificate in force, until it is decided. */
const overtaken = z.object({
  overtakenId: id,
  change: z.enum(['oid-ended', 'organisation-ended', 'organisation-changed', 'name-changed']),
  /** The first day on which that is so. */
  since: dateText,
  /** As one sentence. */
  words: threeLanguages,
  /** When the service noticed. */
  foundAt: instantText,
  /** The day on which it is revoked, if that is decided. */
  revokeOn: dateText.optional(),
})
export type Overtaken = z.infer<typeof overtaken>

const issuedCertificate = z.object({
  serial: z.string(),
  issuedAt: instantText,
  validTo: instantText,
  pem: z.string(),
  /** The authorities above it, the nearest first, as PEM. */
  chain: z.array(z.string()),
  revokedAt: instantText.optional(),
  reason: serviceRevocationReason.optional(),
})

const application = applicationRow.extend({
  technicalContact: facts.technicalContact,
  mailbox: z.string(),
  language,
  invoiceReference: z.string().optional(),
  hasConformity: z.boolean(),
  /** Of the day on which it was sent; of today before. Without value added tax. */
  price: servicePrice,
  request: examined.optional(),
  /** By which the technical contact may bring the request; used up and expired ones are gone. */
  linkUntil: instantText.optional(),
  /** Why it was returned or refused. */
  because: z.string().optional(),
  /** What the rules say of it now. */
  verdicts: z.array(verdict),
  history: pastSteps(step),
  certificate: issuedCertificate.optional(),
  overtaken: overtaken.optional(),
  /** What the asker may do with it now. */
  may: z.array(
    z.enum([
      'change',
      'send',
      'withdraw',
      'bringRequest',
      'makeLink',
      'applyAnew',
      'revoke',
      'check',
      'approve',
      'giveBack',
      'refuse',
      'decideOvertaken',
    ]),
  ),
})
export type Application = z.infer<typeof application>

/** A certificate that names the organisation, of another's application: of that only what is needed to judge and revoke it. */
const namedRow = applicationRow.omit({ draftedAt: true, sentAt: true }).extend({
  state: applicationState.extract(['issued', 'revoked']),
  validTo: instantText,
  /** Ordered by a program under a standing approval of the applicant. */
  isByProgram: z.boolean(),
})

const namedCertificate = namedRow.extend({
  certificate: issuedCertificate.optional(),
  overtaken: overtaken.optional(),
  mayRevoke: z.boolean(),
})
export type NamedCertificate = z.infer<typeof namedCertificate>

const supplierAuthorisation = z.object({
  authorisationId: id,
  giver: organisationNamed,
  authorised: organisationNamed,
  oids: z.union([z.literal('all'), z.array(z.string())]),
  validFrom: dateText,
  validTo: dateText.optional(),
  standing: z.enum(['in-force', 'not-begun', 'ended']),
  mayEnd: z.boolean(),
})

const page = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
}

export const listApplications = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/certificates',
  summary:
    'Applications of the organisation for service certificates, and their certificates, newest first',
  input: z.object({ organisationId: id, filter: waitingFilter, ...page }),
  answer: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const listApplicableOids = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/oids',
  summary:
    'OIDs for which the organisation may apply now, with their long names in the code service, and what a certificate costs',
  input: z.object({ organisationId: id }),
  answer: z.object({
    oids: z.array(
      z.object({ oid: z.string(), name: z.string(), isPrivate: z.boolean(), owner: z.string() }),
    ),
    /** Kanta intermediaries of today, by the names under which the register has them. */
    intermediaries: z.array(z.string()),
    /** What a certificate costs that is ordered today, and a test version. Without value added tax. */
    prices: z.object({ actual: servicePrice, test: servicePrice }),
  }),
})

export const draftApplication = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/certificates',
  summary: 'Drafts an application for a service certificate',
  input: applicationFacts.extend({ organisationId: id }),
  answer: application,
})

const byId = z.object({ applicationId: id })

export const viewApplication = defineEndpoint({
  method: 'GET',
  path: '/certificate-applications/:applicationId',
  summary:
    'An application of one’s organisation, with every verdict, its history and its certificate',
  input: byId,
  answer: application,
})

export const changeApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/facts',
  summary: 'Changes a draft, or an application that was returned',
  input: applicationFacts.extend({ applicationId: id }),
  answer: application,
})

export const attachConformity = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/conformity',
  summary: 'Attaches the certificate of conformity of a private provider’s system (PDF)',
  input: byId.extend({ pdf: base64.max(7_000_000) }),
  answer: application,
})

export const sendApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/send',
  summary: 'Sends an application, under the long name that the code service has today',
  input: byId,
  answer: application,
})

export const withdrawApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/withdraw',
  summary: 'Withdraws an application that is not approved yet',
  input: byId,
  answer: application,
})

export const applyAnew = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/anew',
  summary: 'Drafts a new application with what the old one says: certificates are not renewed',
  input: byId,
  answer: application,
})

export const makeRequestLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/link',
  summary:
    'Mails the technical contact a link that shows this application alone; the one before is void',
  input: byId,
  answer: application,
})

/** PEM, or base64 alone. */
const request = z.string().trim().min(1).max(40_000)

export const examineRequest = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/request/examine',
  summary: 'Unpacks a request and says what each rule makes of it; nothing is kept',
  input: byId.extend({ request }),
  answer: examined,
})

export const bringRequest = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/request',
  summary: 'Brings the request (PKCS#10) of an application; it takes the place of the one before',
  input: byId.extend({ request }),
  answer: application,
})

export const revokeServiceCertificate = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/revoke',
  summary: 'Revokes a certificate of one’s organisation’s application for good',
  input: byId.extend({ reason: serviceRevocationReason }),
  answer: application,
})

export const listNamedCertificates = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/named-certificates',
  summary:
    'Certificates that name the organisation or a unit of it, of applications and programs of others, newest first',
  input: z.object({ organisationId: id, ...page }),
  answer: z.object({ certificates: z.array(namedRow), nextCursor: z.string().optional() }),
})

const namedById = byId.extend({ organisationId: id })

export const viewNamedCertificate = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/named-certificates/:applicationId',
  summary: 'A certificate that names the organisation, of another’s application',
  input: namedById,
  answer: namedCertificate,
})

export const revokeNamedCertificate = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/named-certificates/:applicationId/revoke',
  summary: 'Revokes a certificate that names the organisation for good, whoever applied for it',
  input: namedById.extend({ reason: serviceRevocationReason }),
  answer: namedCertificate,
})

const token = z.string().max(200)

/** What the technical contact sees: this application, and nothing else of the organisation. */
const byLink = z.object({
  product: serviceProduct,
  isTest: z.boolean(),
  unitOid: z.string(),
  unitName: z.string().optional(),
  organisation: z.string(),
  names: z.array(z.string()),
  expiresAt: instantText,
})

export const viewByLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-request/look',
  summary: 'The application that a mailed link opens',
  open: true,
  input: z.object({ token }),
  answer: byLink,
})

export const examineByLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-request/examine',
  summary: 'Unpacks a request and says what each rule makes of it; nothing is kept',
  open: true,
  input: z.object({ token, request }),
  answer: examined,
})

export const bringByLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-request',
  summary: 'Brings the request by the mailed link, once',
  open: true,
  input: z.object({ token, request }),
  answer: z.object({}),
})

export const listQueue = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue',
  summary: 'Applications for service certificates that wait for a handler, oldest first',
  input: z.object(page),
  answer: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const viewQueued = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId',
  summary: 'An application with every automatic check, as a handler sees it',
  input: byId,
  answer: application,
})

export const viewConformity = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId/conformity',
  summary: 'The certificate of conformity, as it was sent',
  input: byId,
  answer: z.object({ pdf: base64 }),
})

export const decideApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-queue/:applicationId/decision',
  summary: 'Checks, approves (another handler than who checked), returns or refuses an application',
  input: byId.extend({
    decision: z.enum(['check', 'approve', 'giveBack', 'refuse']),
    /** Of a return or a refusal: the applicant reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  answer: application,
})

export const listOvertaken = defineEndpoint({
  method: 'GET',
  path: '/overtaken-certificates',
  summary:
    'Service certificates in force whose OID has ended in the code service, or that name what it names otherwise, oldest finding first',
  input: z.object(page),
  answer: z.object({
    certificates: z.array(applicationRow.extend({ overtaken })),
    nextCursor: z.string().optional(),
  }),
})

export const decideOvertaken = defineEndpoint({
  method: 'POST',
  path: '/overtaken-certificates/:overtakenId/decision',
  summary:
    'Leaves an overtaken certificate as it is, or has it revoked for good on a day: today at once',
  input: z.object({
    overtakenId: id,
    decision: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('leave'), because: z.string().trim().min(5).max(1000) }),
      z.object({ kind: z.literal('revoke'), on: dateText }),
    ]),
  }),
  answer: z.object({}),
})

export const listSupplierAuthorisations = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-authorisations',
  summary: 'Who may apply with whose OIDs: what the organisation has given and got',
  input: z.object({ organisationId: id }),
  answer: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const authoriseSupplier = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/supplier-authorisations',
  summary: 'Lets another organisation, an IT supplier, apply for certificates with one’s OIDs',
  input: z.object({
    organisationId: id,
    /** The authorised organisation, by both, so that none is taken for another. */
    customerNumber: z
      .string()
      .trim()
      .regex(/^A\d{7}$/),
    businessId: z.string().trim().min(1).max(20),
    /** All when absent. */
    oids: z.array(z.string().trim().min(1).max(200)).min(1).max(500).optional(),
    /** Today when absent. */
    validFrom: dateText.optional(),
    validTo: dateText.optional(),
  }),
  answer: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const endSupplierAuthorisation = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/supplier-authorisations/:authorisationId/end',
  summary: 'Ends an authorisation at once, by either side',
  input: z.object({ organisationId: id, authorisationId: id }),
  answer: z.object({ authorisations: z.array(supplierAuthorisation) }),
})
