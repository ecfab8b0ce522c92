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

/** The data for a certificate, ordered by a person or a program. */
export const certificateFacts = {
  /** Test versions, issued by the test CA. */
  isTest: z.boolean(),
  /** OID of the organisation, unit or pharmacy that the certificate is to name. */
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
    /** That organisation is a Kanta intermediary: it is named as in the register of intermediaries. */
    isKantaIntermediary: z.boolean().optional(),
  }),
  product: serviceProduct,
  /** DNS names of a server; the one name of a system. */
  names: z.array(z.string().trim().min(1).max(253)).min(1).max(200),
  /** All its characters can be printed on an invoice. */
  invoiceReference: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]+$/u)
    .optional(),
}
const applicationFacts = z.object(facts)

/** A rule and its result for the application: fulfilled, or why not. */
export const assessment = z.object({
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
export type Assessment = z.infer<typeof assessment>

/** A request (PKCS#10) in readable form. Its content is not verified yet. */
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
  assessments: z.array(assessment),
})
export type ExaminedRequest = z.infer<typeof examined>

const organisationNamed = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

/** The subject of a certificate, as shown in lists. */
export const certificateRow = z.object({
  isTest: z.boolean(),
  unitOid: z.string(),
  /** As it was sent, or as in the code service now. */
  unitName: z.string().optional(),
  names: z.array(z.string()),
  organisation: organisationNamed,
})

const applicationRow = certificateRow.extend({
  applicationId: id,
  state: applicationState,
  product: serviceProduct,
  draftedAt: instantText,
  /** When it was sent; only for one that is not settled. */
  sentAt: instantText.optional(),
  /** For an issued one: the last instant. */
  validTo: instantText.optional(),
})

/** Data of a certificate in force that differ from the code service, until a decision is made. */
const outdated = z.object({
  outdatedId: id,
  change: z.enum(['oid-ended', 'organisation-ended', 'organisation-changed', 'name-changed']),
  /** The first day of the difference. */
  since: dateText,
  /** In one sentence. */
  words: threeLanguages,
  /** When the service noticed. */
  foundAt: instantText,
  /** The day of its revocation, if that is decided. */
  revokeOn: dateText.optional(),
})
export type Outdated = z.infer<typeof outdated>

const issuedCertificate = z.object({
  serial: z.string(),
  issuedAt: instantText,
  validTo: instantText,
  pem: z.string(),
  /** The CA certificates above it, the nearest first, as PEM. */
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
  /** On the day on which it was sent; before that, today's. Without value added tax. */
  price: servicePrice,
  request: examined.optional(),
  /**
   * For links with which the technical contact may upload the request; used and expired ones are not
   * returned.
   */
  linkUntil: instantText.optional(),
  /** Why it was returned or refused. */
  because: z.string().optional(),
  /** The present results of the rules. */
  assessments: z.array(assessment),
  history: pastSteps(step),
  certificate: issuedCertificate.optional(),
  outdated: outdated.optional(),
  /** What the caller may do with it now. */
  may: z.array(
    z.enum([
      'change',
      'send',
      'withdraw',
      'bringRequest',
      'makeLink',
      'applyAgain',
      'revoke',
      'check',
      'approve',
      'giveBack',
      'refuse',
      'decideOutdated',
    ]),
  ),
})
export type Application = z.infer<typeof application>

/**
 * A supplier-requested certificate that names the organisation: only the data needed to check and revoke
 * it.
 */
const namedRow = applicationRow.omit({ draftedAt: true, sentAt: true }).extend({
  state: applicationState.extract(['issued', 'revoked']),
  validTo: instantText,
  /** Ordered by a program under an ACME enrolment approval of the applicant. */
  isByProgram: z.boolean(),
})

const supplierRequestedCertificate = namedRow.extend({
  certificate: issuedCertificate.optional(),
  outdated: outdated.optional(),
  mayRevoke: z.boolean(),
})
export type SupplierRequestedCertificate = z.infer<typeof supplierRequestedCertificate>

const supplierAuthorisation = z.object({
  supplierAuthorisationId: id,
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
  response: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const listApplicableOids = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/oids',
  summary:
    'OIDs for which the organisation may apply now, with their long names in the code service, and the price of a certificate',
  input: z.object({ organisationId: id }),
  response: z.object({
    oids: z.array(
      z.object({ oid: z.string(), name: z.string(), isPrivate: z.boolean(), owner: z.string() }),
    ),
    /** Kanta intermediaries of today, with their names in the register. */
    intermediaries: z.array(z.string()),
    /** Prices of a certificate that is ordered today, and of a test version. Without value added tax. */
    prices: z.object({ actual: servicePrice, test: servicePrice }),
  }),
})

export const draftApplication = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/certificates',
  summary: 'Drafts an application for a service certificate',
  input: applicationFacts.extend({ organisationId: id }),
  response: application,
})

const byId = z.object({ applicationId: id })

export const viewApplication = defineEndpoint({
  method: 'GET',
  path: '/certificate-applications/:applicationId',
  summary: 'An application of your organisation, with every check, its history and its certificate',
  input: byId,
  response: application,
})

export const changeApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/facts',
  summary: 'Changes a draft, or an application that was returned',
  input: applicationFacts.extend({ applicationId: id }),
  response: application,
})

export const attachConformity = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/conformity',
  summary: 'Attaches the certificate of conformity of a private provider’s system (PDF)',
  input: byId.extend({ pdf: base64.max(7_000_000) }),
  response: application,
})

export const sendApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/send',
  summary: 'Sends an application, under the long name that the code service has today',
  input: byId,
  response: application,
})

export const withdrawApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/withdraw',
  summary: 'Withdraws an application that is not approved yet',
  input: byId,
  response: application,
})

export const applyAgain = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/again',
  summary: 'Drafts a new application with the data of the old one: certificates are not renewed',
  input: byId,
  response: application,
})

export const makeRequestLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/link',
  summary:
    'Mails the technical contact a link that shows this application alone; the previous link becomes invalid',
  input: byId,
  response: application,
})

/** PEM, or only base64. */
const request = z.string().trim().min(1).max(40_000)

export const examineRequest = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/request/examine',
  summary: 'Decodes a certificate request and shows the result of each rule; nothing is stored',
  input: byId.extend({ request }),
  response: examined,
})

export const bringRequest = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/request',
  summary:
    'Submits the certificate request (PKCS#10) of an application; it replaces the previous one',
  input: byId.extend({ request }),
  response: application,
})

export const revokeServiceCertificate = defineEndpoint({
  method: 'POST',
  path: '/certificate-applications/:applicationId/revoke',
  summary: 'Revokes for good a certificate that your organisation applied for',
  input: byId.extend({ reason: serviceRevocationReason }),
  response: application,
})

export const listSupplierRequestedCertificates = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-requested-certificates',
  summary:
    'Supplier-requested certificates: they name the organisation or a unit of it, and others applied for them; newest first',
  input: z.object({ organisationId: id, ...page }),
  response: z.object({ certificates: z.array(namedRow), nextCursor: z.string().optional() }),
})

const namedById = byId.extend({ organisationId: id })

export const viewSupplierRequestedCertificate = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-requested-certificates/:applicationId',
  summary:
    'A supplier-requested certificate: it names the organisation, and another one applied for it',
  input: namedById,
  response: supplierRequestedCertificate,
})

export const revokeSupplierRequestedCertificate = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/supplier-requested-certificates/:applicationId/revoke',
  summary:
    'Revokes for good a certificate that names the organisation, no matter who applied for it',
  input: namedById.extend({ reason: serviceRevocationReason }),
  response: supplierRequestedCertificate,
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
  path: '/certificate-request/view',
  summary: 'The application to which a mailed link gives access',
  open: true,
  input: z.object({ token }),
  response: byLink,
})

export const examineByLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-request/examine',
  summary: 'Decodes a certificate request and shows the result of each rule; nothing is stored',
  open: true,
  input: z.object({ token, request }),
  response: examined,
})

export const bringByLink = defineEndpoint({
  method: 'POST',
  path: '/certificate-request',
  summary: 'Submits the certificate request by the mailed link, once',
  open: true,
  input: z.object({ token, request }),
  response: z.object({}),
})

export const listQueue = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue',
  summary: 'Applications for service certificates that wait for a case officer, oldest first',
  input: z.object(page),
  response: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const viewQueued = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId',
  summary: 'An application with every automatic check, as a case officer sees it',
  input: byId,
  response: application,
})

export const viewConformity = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId/conformity',
  summary: 'The certificate of conformity, as it was sent',
  input: byId,
  response: z.object({ pdf: base64 }),
})

export const decideApplication = defineEndpoint({
  method: 'POST',
  path: '/certificate-queue/:applicationId/decision',
  summary:
    'Checks an application, approves it (a case officer other than the one who checked it), returns or refuses it',
  input: byId.extend({
    decision: z.enum(['check', 'approve', 'giveBack', 'refuse']),
    /** For a return or a refusal: the applicant reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  response: application,
})

export const listOutdated = defineEndpoint({
  method: 'GET',
  path: '/outdated-certificates',
  summary:
    'Outdated certificates: service certificates in force whose OID has ended in the code service, or whose names differ from it; oldest finding first',
  input: z.object(page),
  response: z.object({
    certificates: z.array(applicationRow.extend({ outdated })),
    nextCursor: z.string().optional(),
  }),
})

export const decideOutdated = defineEndpoint({
  method: 'POST',
  path: '/outdated-certificates/:outdatedId/decision',
  summary:
    'Leaves an outdated certificate as it is, or has it revoked for good on a day: at once if that is today',
  input: z.object({
    outdatedId: id,
    decision: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('leave'), because: z.string().trim().min(5).max(1000) }),
      z.object({ kind: z.literal('revoke'), on: dateText }),
    ]),
  }),
  response: z.object({}),
})

export const listSupplierAuthorisations = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-authorisations',
  summary: 'Supplier authorisations that the organisation has given or received',
  input: z.object({ organisationId: id }),
  response: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const authoriseSupplier = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/supplier-authorisations',
  summary:
    'Authorises another organisation, an IT supplier, to apply for certificates with your organisation’s OIDs',
  input: z.object({
    organisationId: id,
    /** The authorised organisation, by both numbers, so that it is not mistaken for another. */
    customerNumber: z
      .string()
      .trim()
      .regex(/^A\d{7}$/),
    businessId: z.string().trim().min(1).max(20),
    /** When absent, all. */
    oids: z.array(z.string().trim().min(1).max(200)).min(1).max(500).optional(),
    /** When absent, today. */
    validFrom: dateText.optional(),
    validTo: dateText.optional(),
  }),
  response: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const endSupplierAuthorisation = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/supplier-authorisations/:supplierAuthorisationId/end',
  summary: 'Ends a supplier authorisation at once, by either side',
  input: z.object({ organisationId: id, supplierAuthorisationId: id }),
  response: z.object({ authorisations: z.array(supplierAuthorisation) }),
})
