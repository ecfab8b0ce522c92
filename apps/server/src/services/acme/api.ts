import { documentUpload } from '@sotevarmenne/api/uploads'
import * as contracts from '@sotevarmenne/api/acme'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Acme } from './create-acme.ts'
import {
  approvalNotFound,
  requestProblems,
  decideApprovalProblems,
  endAccountProblems,
  endProblems,
  createEabKeyProblems,
  ownProblems,
  queuedProblems,
} from './problems.ts'

/** What people do with approvals and accounts; programs use `serveAcme`. */
export const acmeApi = (acme: Acme): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApprovals,
    action: acme.listApprovals,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.requestApproval,
    action: acme.requestApproval,
    problems: requestProblems,
    bodyLimit: documentUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.viewApproval,
    action: acme.viewApproval,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.endApproval,
    action: acme.endApproval,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.createEabKey,
    action: acme.createEabKey,
    problems: createEabKeyProblems,
  }),
  endpoint({
    contract: contracts.endAccount,
    action: acme.endAccount,
    problems: endAccountProblems,
  }),
  endpoint({
    contract: contracts.listAcmeOrders,
    action: acme.listOrders,
    problems: { ...ownProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApprovalQueue,
    action: acme.listApprovalQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listApprovalsInForce,
    action: acme.listApprovalsInForce,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedApproval,
    action: acme.viewQueuedApproval,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewApprovalConformity,
    action: acme.viewApprovalConformity,
    problems: approvalNotFound,
  }),
  endpoint({
    contract: contracts.decideApproval,
    action: acme.decideApproval,
    problems: decideApprovalProblems,
  }),
]
