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

/** A certificate of conformity of five megabytes in base64. */
const bodyLimit = 7_100_000

/** What people do with approvals and accounts; programs use `serveAcme`. */
export const acmeApi = (acme: Acme): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApprovals,
    operation: 'acme.viewApprovals',
    action: acme.listApprovals,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.requestApproval,
    operation: 'acme.requestApproval',
    action: acme.requestApproval,
    problems: requestProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewApproval,
    operation: 'acme.viewApprovals',
    action: acme.viewApproval,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.endApproval,
    operation: 'acme.endApproval',
    action: acme.endApproval,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.createEabKey,
    operation: 'acme.createEabKey',
    action: acme.createEabKey,
    problems: createEabKeyProblems,
  }),
  endpoint({
    contract: contracts.endAccount,
    operation: 'acme.endAccount',
    action: acme.endAccount,
    problems: endAccountProblems,
  }),
  endpoint({
    contract: contracts.listOrders,
    operation: 'acme.viewApprovals',
    action: acme.listOrders,
    problems: { ...ownProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApprovalQueue,
    operation: 'acme.viewQueue',
    action: acme.listApprovalQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listApprovalsInForce,
    operation: 'acme.viewQueue',
    action: acme.listApprovalsInForce,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedApproval,
    operation: 'acme.viewQueue',
    action: acme.viewQueuedApproval,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewApprovalConformity,
    operation: 'acme.viewQueue',
    action: acme.viewApprovalConformity,
    problems: approvalNotFound,
  }),
  endpoint({
    contract: contracts.decideApproval,
    operation: 'acme.decideApproval',
    action: acme.decideApproval,
    problems: decideApprovalProblems,
  }),
]
