import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { agreementStanding, servicePriceView } from './organisations.ts'
import {
  base64,
  cardSignature,
  dateText,
  id,
  instantText,
  language,
  lineText,
  pageLimit,
  personName,
  reasonText,
  refusalShown,
  threeLanguages,
  waitingFilter,
  writtenText,
  pageCursor,
  typedBusinessId,
} from './values.ts'
import { documentUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

/** The profiles that can be applied for. */
export const serviceProduct = z.enum(['server', 'system-signature'])
export type ServiceProduct = z.infer<typeof serviceProduct>

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

/** Why a certificate is revoked, from the point of view of the person who revokes it. */
export const serviceRevocationReason = z.enum([
  'key-compromised',
  'data-changed',
  'replaced',
  'not-needed',
])
export type ServiceRevocationReason = z.infer<typeof serviceRevocationReason>

const applicationStep = z.enum([
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
export type ApplicationStep = z.infer<typeof applicationStep>

/** What a case officer may decide about an application. */
export const applicationDecision = applicationStep.extract([
  'check',
  'approve',
  'giveBack',
  'refuse',
])
export type ApplicationDecision = z.infer<typeof applicationDecision>

/** The data for a certificate, ordered by a person or a program. */
export const certificateFacts = {
  /** Test versions, issued by the test CA. */
  isTest: z.boolean(),
  /** OID of the organisation, unit or pharmacy that the certificate is to name. */
  unitOid: z.string().trim().min(1).max(200),
  technicalContact: z.object({
    name: personName({ min: 1, max: 100 }),
    email: z.email().max(200),
    /** The vendor. */
    organisation: lineText({ max: 200 }).optional(),
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
  /** DNS names of a server, and addresses beside them; the one name of a system. */
  names: z.array(z.string().trim().min(1).max(253)).min(1).max(200),
  /** All its characters can be printed on an invoice. */
  invoiceReference: lineText({ max: 100 }).optional(),
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

const examinedRequestView = z.object({
  unpacked: unpackedRequest.optional(),
  assessments: z.array(assessment),
})
export type ExaminedRequestView = z.infer<typeof examinedRequestView>

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
const outdatedView = z.object({
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
export type OutdatedView = z.infer<typeof outdatedView>

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

/** The statement that both case officers sign, base64 of UTF-8, with the signature of one. */
export const signedStatement = cardSignature.extend({ statement: base64.max(100_000) })

const applicationView = applicationRow.extend({
  technicalContact: facts.technicalContact,
  mailbox: z.string(),
  language,
  invoiceReference: z.string().optional(),
  hasConformity: z.boolean(),
  /** On the day on which it was sent; before that, today's. Without value added tax. */
  price: servicePriceView,
  request: examinedRequestView.optional(),
  /**
   * For links with which the technical contact may upload the request; used and expired ones are not
   * returned.
   */
  linkUntil: instantText.optional(),
  /** Why it was returned or refused. */
  because: z.string().optional(),
  /** The present results of the rules. */
  assessments: z.array(assessment),
  /** For a case officer who may check or approve it: the text to sign, base64 of UTF-8. */
  toSign: base64.optional(),
  history: pastSteps(applicationStep),
  certificate: issuedCertificate.optional(),
  outdated: outdatedView.optional(),
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
export type ApplicationView = z.infer<typeof applicationView>

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

const supplierRequestedCertificateView = namedRow.extend({
  certificate: issuedCertificate.optional(),
  outdated: outdatedView.optional(),
  mayRevoke: z.boolean(),
})
export type SupplierRequestedCertificateView = z.infer<typeof supplierRequestedCertificateView>

const supplierAuthorisation = z.object({
  supplierAuthorisationId: id,
  giver: organisationNamed,
  authorised: organisationNamed,
  oids: z.union([z.literal('all'), z.array(z.string())]),
  validFrom: dateText,
  validTo: dateText.optional(),
  standing: agreementStanding.exclude(['not-approved']),
  mayEnd: z.boolean(),
})

const page = {
  cursor: pageCursor.optional(),
  limit: pageLimit,
}

export const applyPermission = definePermission('serviceCertificates.apply', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Palveluvarmenteen hakeminen',
    sv: 'Ansökan om servicecertifikat',
    en: 'Applying for a service certificate',
  },
})

export const listApplications = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/certificates',
  permission: applyPermission,
  summary:
    'Applications of the organisation for service certificates, and their certificates, newest first',
  input: z.object({ organisationId: id, filter: waitingFilter, ...page }),
  response: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const listApplicableOids = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/oids',
  permission: applyPermission,
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
    prices: z.object({ actual: servicePriceView, test: servicePriceView }),
  }),
})

export const draftApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/certificates',
  permission: applyPermission,
  summary: 'Drafts an application for a service certificate',
  input: applicationFacts.extend({ organisationId: id }),
  response: applicationView,
})

const byId = z.object({ applicationId: id })

export const viewApplication = defineEndpoint({
  method: 'GET',
  path: '/certificate-applications/:applicationId',
  permission: applyPermission,
  summary: 'An application of your organisation, with every check, its history and its certificate',
  input: byId,
  response: applicationView,
})

const nameProof = z.enum([
  'dns',
  'http',
  /** Neither is there, or the name does not respond. */
  'none',
  /** There was no time for it: too many others did not respond. */
  'not-looked-up',
])
export type NameProof = z.infer<typeof nameProof>

export const nameProofsView = z.object({
  /** A TXT record at the prefix and the name. */
  record: z.object({ prefix: z.string(), value: z.string() }),
  /** Or a file under `/.well-known/acme-challenge/` by HTTP at port 80. */
  file: z.object({ name: z.string(), content: z.string() }),
  /** Each name and address that is written out, as it was found a moment ago. */
  names: z.array(z.object({ name: z.string(), proof: nameProof })),
})
export type NameProofsView = z.infer<typeof nameProofsView>

export const viewApplicationNameProofs = defineEndpoint({
  method: 'GET',
  path: '/certificate-applications/:applicationId/name-proofs',
  permission: applyPermission,
  summary:
    'What proves to case officers that the organisation controls the names of the server, and which names have it now',
  input: byId,
  response: nameProofsView,
})

export const changeApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/certificate-applications/:applicationId/facts',
  permission: applyPermission,
  summary: 'Changes a draft, or an application that was returned',
  input: applicationFacts.extend({ applicationId: id }),
  response: applicationView,
})

export const attachConformity = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/certificate-applications/:applicationId/conformity',
  permission: applyPermission,
  summary: 'Attaches the certificate of conformity of a private provider’s system (PDF)',
  input: byId.extend({ pdf: documentUpload.content }),
  response: applicationView,
})

export const sendPermission = definePermission('serviceCertificates.send', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Palveluvarmennehakemuksen lähettäminen',
    sv: 'Sändning av ansökan om servicecertifikat',
    en: 'Sending an application for a service certificate',
  },
})

export const sendApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-applications/:applicationId/send',
  permission: sendPermission,
  summary: 'Sends an application, under the long name that the code service has today',
  input: byId,
  response: applicationView,
})

export const withdrawApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-applications/:applicationId/withdraw',
  permission: sendPermission,
  summary: 'Withdraws an application that is not approved yet',
  input: byId,
  response: applicationView,
})

export const applyAgain = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/certificate-applications/:applicationId/again',
  permission: applyPermission,
  summary: 'Drafts a new application with the data of the old one: certificates are not renewed',
  input: byId,
  response: applicationView,
})

export const makeRequestLink = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/certificate-applications/:applicationId/link',
  permission: sendPermission,
  summary:
    'Mails the technical contact a link that shows this application alone; the previous link becomes invalid',
  input: byId,
  response: applicationView,
})

/** PEM, or only base64. */
const request = z.string().trim().min(1).max(40_000)

export const examineRequest = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/certificate-applications/:applicationId/request/examine',
  permission: applyPermission,
  summary: 'Decodes a certificate request and shows the result of each rule; nothing is stored',
  input: byId.extend({ request }),
  response: examinedRequestView,
})

export const bringRequest = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-applications/:applicationId/request',
  permission: sendPermission,
  summary:
    'Submits the certificate request (PKCS#10) of an application; it replaces the previous one',
  input: byId.extend({ request }),
  response: applicationView,
})

export const revokePermission = definePermission('serviceCertificates.revoke', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Palveluvarmenteen sulkeminen',
    sv: 'Spärrning av servicecertifikat',
    en: 'Revoking a service certificate',
  },
})

export const revokeServiceCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-applications/:applicationId/revoke',
  permission: revokePermission,
  summary: 'Revokes for good a certificate that your organisation applied for',
  input: byId.extend({ reason: serviceRevocationReason }),
  response: applicationView,
})

export const listSupplierRequestedCertificates = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-requested-certificates',
  permission: applyPermission,
  summary:
    'Supplier-requested certificates: they name the organisation or a unit of it, and others applied for them; newest first',
  input: z.object({ organisationId: id, ...page }),
  response: z.object({ certificates: z.array(namedRow), nextCursor: z.string().optional() }),
})

const namedById = byId.extend({ organisationId: id })

export const viewSupplierRequestedCertificate = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-requested-certificates/:applicationId',
  permission: applyPermission,
  summary:
    'A supplier-requested certificate: it names the organisation, and another one applied for it',
  input: namedById,
  response: supplierRequestedCertificateView,
})

export const revokeSupplierRequestedCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/supplier-requested-certificates/:applicationId/revoke',
  permission: revokePermission,
  summary:
    'Revokes for good a certificate that names the organisation, no matter who applied for it',
  input: namedById.extend({ reason: serviceRevocationReason }),
  response: supplierRequestedCertificateView,
})

const token = z.string().max(200)

/** What the technical contact sees: this application, and nothing else of the organisation. */
const byLinkView = z.object({
  product: serviceProduct,
  isTest: z.boolean(),
  unitOid: z.string(),
  unitName: z.string().optional(),
  organisation: z.string(),
  names: z.array(z.string()),
  expiresAt: instantText,
})

export const bringByLinkPermission = definePermission('serviceCertificates.bringByLink', {
  roles: 'everybody',
  label: {
    fi: 'Varmennepyynnön tuominen linkillä',
    sv: 'Inlämning av begäran via länk',
    en: 'Bringing a request by link',
  },
})

export const viewByLink = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/certificate-request/view',
  permission: bringByLinkPermission,
  summary: 'The application to which a mailed link gives access',
  input: z.object({ token }),
  response: byLinkView,
})

export const examineByLink = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/certificate-request/examine',
  permission: bringByLinkPermission,
  summary: 'Decodes a certificate request and shows the result of each rule; nothing is stored',
  input: z.object({ token, request }),
  response: examinedRequestView,
})

export const bringByLink = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-request',
  permission: bringByLinkPermission,
  summary: 'Submits the certificate request by the mailed link, once',
  input: z.object({ token, request }),
  response: z.object({}),
})

export const viewQueuePermission = definePermission('serviceCertificates.viewQueue', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Palveluvarmennehakemusten katselu',
    sv: 'Visning av ansökningar om servicecertifikat',
    en: 'Viewing applications for service certificates',
  },
})

export const listQueue = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue',
  permission: viewQueuePermission,
  summary: 'Applications for service certificates that wait for a case officer, oldest first',
  input: z.object(page),
  response: z.object({ applications: z.array(applicationRow), nextCursor: z.string().optional() }),
})

export const viewQueued = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId',
  permission: viewQueuePermission,
  summary: 'An application with every automatic check, as a case officer sees it',
  input: byId,
  response: applicationView,
})

export const viewQueuedApplicationNameProofs = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId/name-proofs',
  permission: viewQueuePermission,
  summary: 'The same as a case officer sees it',
  input: byId,
  response: nameProofsView,
})

export const viewConformity = defineEndpoint({
  method: 'GET',
  path: '/certificate-queue/:applicationId/conformity',
  permission: viewQueuePermission,
  summary: 'The certificate of conformity, as it was sent',
  input: byId,
  response: z.object({ pdf: base64 }),
})

export const decideApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/certificate-queue/:applicationId/decision',
  permission: definePermission('serviceCertificates.decideApplication', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Palveluvarmennehakemuksen päättäminen',
      sv: 'Beslut om ansökan om servicecertifikat',
      en: 'Deciding an application for a service certificate',
    },
  }),
  summary:
    'Checks an application, approves it (a case officer other than the one who checked it), returns or refuses it',
  input: byId.extend({
    decision: applicationDecision,
    /** For a return or a refusal: the applicant reads it. */
    because: reasonText.optional(),
    /** For a check or an approval. */
    signed: signedStatement.optional(),
  }),
  response: applicationView,
})

export const listOutdated = defineEndpoint({
  method: 'GET',
  path: '/outdated-certificates',
  permission: viewQueuePermission,
  summary:
    'Outdated certificates: service certificates in force whose OID has ended in the code service, or whose names differ from it; oldest finding first',
  input: z.object(page),
  response: z.object({
    certificates: z.array(applicationRow.extend({ outdated: outdatedView })),
    nextCursor: z.string().optional(),
  }),
})

export const decideOutdated = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/outdated-certificates/:outdatedId/decision',
  permission: definePermission('serviceCertificates.decideOutdated', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Päätös tiedoiltaan vanhentuneesta palveluvarmenteesta',
      sv: 'Beslut om ett föråldrat servicecertifikat',
      en: 'Deciding an outdated service certificate',
    },
  }),
  summary:
    'Leaves an outdated certificate as it is, or has it revoked for good on a day: at once if that is today',
  input: z.object({
    outdatedId: id,
    decision: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('leave'), because: writtenText({ min: 5, max: 1000 }) }),
      z.object({ kind: z.literal('revoke'), on: dateText }),
    ]),
  }),
  response: z.object({}),
})

export const listSupplierAuthorisations = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/supplier-authorisations',
  permission: applyPermission,
  summary: 'Supplier authorisations that the organisation has given or received',
  input: z.object({ organisationId: id }),
  response: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const authorisePermission = definePermission('serviceCertificates.authorise', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Toimittajan valtuuttaminen',
    sv: 'Fullmakt till en leverantör',
    en: 'Authorising a supplier',
  },
})

export const authoriseSupplier = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/supplier-authorisations',
  permission: authorisePermission,
  summary:
    'Authorises another organisation, an IT supplier, to apply for certificates with your organisation’s OIDs',
  input: z.object({
    organisationId: id,
    /** The authorised organisation, by both numbers, so that it is not mistaken for another. */
    customerNumber: z
      .string()
      .trim()
      .regex(/^A\d{7}$/)
      .meta({ examples: ['A1234567'] }),
    businessId: typedBusinessId,
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
  onRepeat: 'refused',
  path: '/accounts/:organisationId/supplier-authorisations/:supplierAuthorisationId/end',
  permission: authorisePermission,
  summary: 'Ends a supplier authorisation at once, by either side',
  input: z.object({ organisationId: id, supplierAuthorisationId: id }),
  response: z.object({ authorisations: z.array(supplierAuthorisation) }),
})

export const issuePermission = definePermission('serviceCertificates.issue', {
  roles: 'service',
  label: {
    fi: 'Palveluvarmenteen myöntäminen',
    sv: 'Utfärdande av servicecertifikat',
    en: 'Issuing a service certificate',
  },
})

export const remindPermission = definePermission('serviceCertificates.remind', {
  roles: 'service',
  label: {
    fi: 'Palveluvarmenteen päättymisestä muistuttaminen',
    sv: 'Påminnelse om att ett servicecertifikat upphör',
    en: 'Reminding of a service certificate’s end',
  },
})

export const receiveCodesPermission = definePermission('serviceCertificates.receiveCodes', {
  roles: 'service',
  label: {
    fi: 'Palveluvarmenteiden vertaaminen koodistopalveluun',
    sv: 'Jämförelse av servicecertifikat med kodtjänsten',
    en: 'Comparing service certificates with the code service',
  },
})

export const revokeOutdatedPermission = definePermission('serviceCertificates.revokeOutdated', {
  roles: 'service',
  label: {
    fi: 'Tiedoiltaan vanhentuneen palveluvarmenteen sulkeminen päätettynä päivänä',
    sv: 'Spärrning av ett föråldrat servicecertifikat på beslutad dag',
    en: 'Revoking an outdated service certificate on its day',
  },
})
