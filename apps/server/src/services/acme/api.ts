import * as contracts from '@sotevarmenne/api/acme'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Acme } from './create-acme.ts'
import {
  approvalNotFound,
  askProblems,
  decideApprovalProblems,
  endAccountProblems,
  endProblems,
  giveKeyProblems,
  ownProblems,
  queuedProblems,
} from './problems.ts'

/** A certificate of conformity of five megabytes in base64. */
const bodyLimit = 7_100_000

/** What people do with approvals and accounts; programs come by `serveAcme`. */
export const acmeApi = (acme: Acme): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listApprovals,
    deed: 'acme.viewApprovals',
    act: acme.listApprovals,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.askApproval,
    deed: 'acme.askApproval',
    act: acme.askApproval,
    problems: askProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewApproval,
    deed: 'acme.viewApprovals',
    act: acme.viewApproval,
    problems: ownProblems,
  }),
  endpoint({
    contract: contracts.endApproval,
    deed: 'acme.endApproval',
    act: acme.endApproval,
    problems: endProblems,
  }),
  endpoint({
    contract: contracts.giveKey,
    deed: 'acme.giveKey',
    act: acme.giveKey,
    problems: giveKeyProblems,
  }),
  endpoint({
    contract: contracts.endAccount,
    deed: 'acme.endAccount',
    act: acme.endAccount,
    problems: endAccountProblems,
  }),
  endpoint({
    contract: contracts.listOrders,
    deed: 'acme.viewApprovals',
    act: acme.listOrders,
    problems: { ...ownProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listApprovalQueue,
    deed: 'acme.viewQueue',
    act: acme.listApprovalQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listApprovalsInForce,
    deed: 'acme.viewQueue',
    act: acme.listApprovalsInForce,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewQueuedApproval,
    deed: 'acme.viewQueue',
    act: acme.viewQueuedApproval,
    problems: queuedProblems,
  }),
  endpoint({
    contract: contracts.viewApprovalConformity,
    deed: 'acme.viewQueue',
    act: acme.viewApprovalConformity,
    problems: approvalNotFound,
  }),
  endpoint({
    contract: contracts.decideApproval,
    deed: 'acme.decideApproval',
    act: acme.decideApproval,
    problems: decideApprovalProblems,
  }),
]
