import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import {
  assessment,
  certificateFacts,
  certificateRow,
  nameProofsView,
  pastSteps,
  signedStatement,
} from './service-certificates.ts'
import { base64, id, instantText, language, pageLimit, reasonText, pageCursor } from './values.ts'
import { documentUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

const approvalState = z.enum(['requested', 'checked', 'approved', 'refused', 'ended'])

const facts = {
  ...certificateFacts,
  /** `server.example.fi` is ordered without proof; `.example.fi` allows every name under it, each proved by its order. So
   * are `192.0.2.1` and `192.0.2.0/28`, for addresses beside names.
   */
  names: z.array(z.string().trim().min(1).max(254)).min(1).max(200),
}

const approvalRow = certificateRow.extend({
  approvalId: id,
  state: approvalState,
  requestedAt: instantText,
})

const approvalStep = z.enum(['request', 'check', 'approve', 'refuse', 'end'])
export type ApprovalStep = z.infer<typeof approvalStep>

/** What a case officer may decide about an enrolment approval. */
export const approvalDecision = approvalStep.exclude(['request'])
export type ApprovalDecision = z.infer<typeof approvalDecision>

/** `deactivated` by the program itself, `ended` by the organisation. */
const acmeAccountState = z.enum(['valid', 'deactivated', 'ended'])
export type AcmeAccountState = z.infer<typeof acmeAccountState>

const account = z.object({
  accountId: id,
  /** Its URL, as programs know it. */
  url: z.string(),
  state: acmeAccountState,
  openedAt: instantText,
  endedAt: instantText.optional(),
})

const enrolmentApprovalView = approvalRow.extend({
  technicalContact: facts.technicalContact,
  mailbox: z.string(),
  language,
  hasConformity: z.boolean(),
  /** Reason of a refusal or an end. */
  because: z.string().optional(),
  /** The results of the rules now. */
  assessments: z.array(assessment),
  /** For a case officer who may check or approve it: the text to sign, base64 of UTF-8. */
  toSign: base64.optional(),
  history: pastSteps(approvalStep),
  accounts: z.array(account),
  /** What the caller may do with it now. */
  may: z.array(z.enum(['createEabKey', 'end', 'check', 'approve', 'refuse'])),
})
export type EnrolmentApprovalView = z.infer<typeof enrolmentApprovalView>

/** RFC 8555 § 7.1.6. */
const acmeOrderState = z.enum(['pending', 'ready', 'processing', 'valid', 'invalid'])
export type AcmeOrderState = z.infer<typeof acmeOrderState>

const order = z.object({
  orderId: id,
  names: z.array(z.string()),
  state: acmeOrderState,
  createdAt: instantText,
  /** The certificate's page, once its order is complete. */
  applicationId: id.optional(),
  /** For a certificate: the last instant. */
  validTo: instantText.optional(),
  /** What went wrong, in the words that the program received. */
  problem: z.string().optional(),
})

const page = {
  cursor: pageCursor.optional(),
  limit: pageLimit,
}

export const viewApprovalsPermission = definePermission('acme.viewApprovals', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Ohjelmien hyväksyntöjen katselu',
    sv: 'Visning av godkännanden för program',
    en: 'Viewing approvals for programs',
  },
})

export const listApprovals = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/enrolment-approvals',
  permission: viewApprovalsPermission,
  summary: 'The ACME enrolment approvals of the organisation, newest first',
  input: z.object({ organisationId: id, ...page }),
  response: z.object({ approvals: z.array(approvalRow), nextCursor: z.string().optional() }),
})

export const requestApproval = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/enrolment-approvals',
  permission: definePermission('acme.requestApproval', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pysyvän hyväksynnän pyytäminen',
      sv: 'Begäran om stående godkännande',
      en: 'Requesting an enrolment approval',
    },
  }),
  summary: 'Requests an ACME enrolment approval: one unit, and names that a program may order',
  input: z.object({
    ...facts,
    organisationId: id,
    /** A private provider’s certificate of conformity (PDF). */
    conformity: documentUpload.content.optional(),
  }),
  response: enrolmentApprovalView,
})

const byId = z.object({ approvalId: id })

export const viewApproval = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approvals/:approvalId',
  permission: viewApprovalsPermission,
  summary: 'An enrolment approval of one’s own organisation, with its accounts and history',
  input: byId,
  response: enrolmentApprovalView,
})

export const endApproval = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/enrolment-approvals/:approvalId/end',
  permission: definePermission('acme.endApproval', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pysyvän hyväksynnän päättäminen',
      sv: 'Avslutande av stående godkännande',
      en: 'Ending an enrolment approval',
    },
  }),
  summary:
    'Withdraws a requested enrolment approval, or ends an approved one; its accounts end with it',
  input: byId,
  response: enrolmentApprovalView,
})

export const createEabKey = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/enrolment-approvals/:approvalId/eab-keys',
  permission: definePermission('acme.createEabKey', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'ACME-tilin avaimen antaminen',
      sv: 'Utlämning av nyckel för ACME-konto',
      en: 'Giving the key of an ACME account',
    },
  }),
  summary:
    'Creates an EAB key that ties one ACME account to the approval; the key is shown only this once',
  input: byId,
  response: z.object({
    directory: z.string(),
    keyId: z.string(),
    /** base64url, as programs expect it. */
    key: z.string(),
    expiresAt: instantText,
  }),
})

export const endAccount = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/enrolment-approvals/:approvalId/acme-accounts/:accountId/end',
  permission: definePermission('acme.endAccount', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'ACME-tilin lopettaminen',
      sv: 'Avslutande av ACME-konto',
      en: 'Ending an ACME account',
    },
  }),
  summary: 'Ends an ACME account at once; certificates issued to it stay',
  input: byId.extend({ accountId: id }),
  response: enrolmentApprovalView,
})

export const listAcmeOrders = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approvals/:approvalId/acme-orders',
  permission: viewApprovalsPermission,
  summary: 'Orders of programs under the approval, newest first',
  input: byId.extend(page),
  response: z.object({ orders: z.array(order), nextCursor: z.string().optional() }),
})

export const viewQueuePermission = definePermission('acme.viewQueue', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Pysyvien hyväksyntien katselu',
    sv: 'Visning av stående godkännanden',
    en: 'Viewing enrolment approvals',
  },
})

export const listApprovalQueue = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approval-queue',
  permission: viewQueuePermission,
  summary: 'Enrolment approvals that wait for a case officer, oldest first',
  input: z.object(page),
  response: z.object({ approvals: z.array(approvalRow), nextCursor: z.string().optional() }),
})

export const listApprovalsInForce = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approvals',
  permission: viewQueuePermission,
  summary: 'Enrolment approvals in force, the newest decision first (case officer, auditor)',
  input: z.object({
    /** Full business ID of the organisation, or OID of the unit. */
    sought: z.string().trim().min(1).max(200).optional(),
    ...page,
  }),
  response: z.object({
    approvals: z.array(
      approvalRow.extend({
        /** Since when it is in force. */
        approvedAt: instantText,
        /** The two case officers who decided. */
        checkedBy: z.string(),
        approvedBy: z.string(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const viewQueuedApproval = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approval-queue/:approvalId',
  permission: viewQueuePermission,
  summary: 'An enrolment approval with every automatic check, as a case officer sees it',
  input: byId,
  response: enrolmentApprovalView,
})

export const viewNameProofs = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approvals/:approvalId/name-proofs',
  permission: viewApprovalsPermission,
  summary:
    'What proves to case officers that the organisation controls the names that the approval writes out, and which names have it now',
  input: byId,
  response: nameProofsView,
})

export const viewQueuedNameProofs = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approval-queue/:approvalId/name-proofs',
  permission: viewQueuePermission,
  summary: 'The same as a case officer sees it',
  input: byId,
  response: nameProofsView,
})

export const viewApprovalConformity = defineEndpoint({
  method: 'GET',
  path: '/enrolment-approval-queue/:approvalId/conformity',
  permission: viewQueuePermission,
  summary: 'The certificate of conformity, as it was sent',
  input: byId,
  response: z.object({ pdf: base64 }),
})

export const decideApproval = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/enrolment-approval-queue/:approvalId/decision',
  permission: definePermission('acme.decideApproval', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Pysyvästä hyväksynnästä päättäminen',
      sv: 'Beslut om stående godkännande',
      en: 'Deciding an enrolment approval',
    },
  }),
  summary:
    'Checks, approves (a case officer other than the one who checked), refuses or ends an enrolment approval',
  input: byId.extend({
    decision: approvalDecision,
    /** For a refusal or an end: the organisation reads it. */
    because: reasonText.optional(),
    /** For a check or an approval. */
    signed: signedStatement.optional(),
  }),
  response: enrolmentApprovalView,
})

export const servePermission = definePermission('acme.serve', {
  roles: 'service',
  label: { fi: 'ACME-pyyntö', sv: 'ACME-begäran', en: 'ACME request' },
})

export const validatePermission = definePermission('acme.validate', {
  roles: 'service',
  label: {
    fi: 'Palvelimen nimen tarkistaminen',
    sv: 'Kontroll av servernamn',
    en: 'Validating the name of a server',
  },
})
