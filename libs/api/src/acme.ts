import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { certificateFacts, certificateRow, pastSteps, verdict } from './service-certificates.ts'
import { base64, id, instantText, language } from './values.ts'

const approvalState = z.enum(['asked', 'checked', 'approved', 'refused', 'ended'])

const facts = {
  ...certificateFacts,
  /** `server.example.fi` is ordered without proof; `.example.fi` allows every name under it, each proved by its order. */
  names: z.array(z.string().trim().min(1).max(254)).min(1).max(200),
}

const approvalRow = certificateRow.extend({
  approvalId: id,
  state: approvalState,
  askedAt: instantText,
})

const account = z.object({
  accountId: id,
  /** Its address, as programs know it. */
  url: z.string(),
  state: z.enum(['valid', 'deactivated', 'ended']),
  openedAt: instantText,
  endedAt: instantText.optional(),
})

const approval = approvalRow.extend({
  technicalContact: facts.technicalContact,
  mailbox: z.string(),
  language,
  hasConformity: z.boolean(),
  /** Why it was refused or ended. */
  because: z.string().optional(),
  /** What the rules say of it now. */
  verdicts: z.array(verdict),
  history: pastSteps(z.enum(['ask', 'check', 'approve', 'refuse', 'end'])),
  accounts: z.array(account),
  /** What the asker may do with it now. */
  may: z.array(z.enum(['giveKey', 'end', 'check', 'approve', 'refuse'])),
})
export type StandingApprovalShown = z.infer<typeof approval>

const order = z.object({
  orderId: id,
  names: z.array(z.string()),
  state: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  madeAt: instantText,
  /** The certificate's page, once it is ordered whole. */
  applicationId: id.optional(),
  /** Of a certificate: the last instant. */
  validTo: instantText.optional(),
  /** What went wrong, in the words that the program was told. */
  problem: z.string().optional(),
})

const page = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
}

export const listApprovals = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/standing-approvals',
  summary: 'What programs of the organisation may order by ACME, newest first',
  input: z.object({ organisationId: id, ...page }),
  answer: z.object({ approvals: z.array(approvalRow), nextCursor: z.string().optional() }),
})

export const askApproval = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/standing-approvals',
  summary: 'Asks for a standing approval: one unit, and names that a program may order',
  input: z.object({
    ...facts,
    organisationId: id,
    /** A private provider’s certificate of conformity (PDF). */
    conformity: base64.max(7_000_000).optional(),
  }),
  answer: approval,
})

const byId = z.object({ approvalId: id })

export const viewApproval = defineEndpoint({
  method: 'GET',
  path: '/standing-approvals/:approvalId',
  summary: 'A standing approval of one’s organisation, with its accounts and history',
  input: byId,
  answer: approval,
})

export const endApproval = defineEndpoint({
  method: 'POST',
  path: '/standing-approvals/:approvalId/end',
  summary: 'Takes back what was asked, or ends what was approved; its accounts end with it',
  input: byId,
  answer: approval,
})

export const giveKey = defineEndpoint({
  method: 'POST',
  path: '/standing-approvals/:approvalId/binding-keys',
  summary: 'Makes a key that binds one ACME account to the approval; it is shown this once',
  input: byId,
  answer: z.object({
    directory: z.string(),
    keyId: z.string(),
    /** base64url, as programs take it. */
    key: z.string(),
    expiresAt: instantText,
  }),
})

export const endAccount = defineEndpoint({
  method: 'POST',
  path: '/standing-approvals/:approvalId/acme-accounts/:accountId/end',
  summary: 'Ends an ACME account at once; what it was issued stays',
  input: byId.extend({ accountId: id }),
  answer: approval,
})

export const listOrders = defineEndpoint({
  method: 'GET',
  path: '/standing-approvals/:approvalId/acme-orders',
  summary: 'What programs ordered under the approval, newest first',
  input: byId.extend(page),
  answer: z.object({ orders: z.array(order), nextCursor: z.string().optional() }),
})

export const listApprovalQueue = defineEndpoint({
  method: 'GET',
  path: '/standing-approval-queue',
  summary: 'Standing approvals that wait for a handler, oldest first',
  input: z.object(page),
  answer: z.object({ approvals: z.array(approvalRow), nextCursor: z.string().optional() }),
})

export const listApprovalsInForce = defineEndpoint({
  method: 'GET',
  path: '/standing-approvals',
  summary: 'Standing approvals that hold now, the newest decision first (handler, auditor)',
  input: z.object({
    /** Business ID of the organisation, or OID of the unit; whole. */
    sought: z.string().trim().min(1).max(200).optional(),
    ...page,
  }),
  answer: z.object({
    approvals: z.array(
      approvalRow.extend({
        /** Since when it holds. */
        approvedAt: instantText,
        /** The two handlers who decided. */
        checkedBy: z.string(),
        approvedBy: z.string(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const viewQueuedApproval = defineEndpoint({
  method: 'GET',
  path: '/standing-approval-queue/:approvalId',
  summary: 'A standing approval with every automatic check, as a handler sees it',
  input: byId,
  answer: approval,
})

export const viewApprovalConformity = defineEndpoint({
  method: 'GET',
  path: '/standing-approval-queue/:approvalId/conformity',
  summary: 'The certificate of conformity, as it was sent',
  input: byId,
  answer: z.object({ pdf: base64 }),
})

export const decideApproval = defineEndpoint({
  method: 'POST',
  path: '/standing-approval-queue/:approvalId/decision',
  summary: 'Checks, approves (another handler than who checked), refuses or ends an approval',
  input: byId.extend({
    decision: z.enum(['check', 'approve', 'refuse', 'end']),
    /** Of a refusal or an end: the organisation reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  answer: approval,
})
