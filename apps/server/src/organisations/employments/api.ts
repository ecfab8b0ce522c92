import * as contracts from '@sotevarmenne/api/employments'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Employments } from './create-employments.ts'
import {
  endEmploymentProblems,
  fileProblems,
  listProblems,
  prepareProblems,
  sendAheadProblems,
  sendDraftsProblems,
  withdrawProblems,
} from './problems.ts'

/** A file of three megabytes in base64, or a certificate of five, and the other fields. */
const bodyLimit = 7_100_000

export const employmentApi = (employments: Employments): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listPreparedOrders,
    operation: 'employments.viewPrepared',
    action: employments.listPrepared,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.prepareOrder,
    operation: 'employments.prepareOrder',
    action: employments.prepareOrder,
    problems: prepareProblems,
  }),
  endpoint({
    contract: contracts.prepareByFile,
    operation: 'employments.prepareOrder',
    action: employments.prepareByFile,
    problems: fileProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendCertificateAhead,
    operation: 'employments.prepareOrder',
    action: employments.sendCertificateAhead,
    problems: sendAheadProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.withdrawPrepared,
    operation: 'employments.prepareOrder',
    action: employments.withdrawPrepared,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.sendDrafts,
    operation: 'employments.sendDrafts',
    action: employments.sendDrafts,
    problems: sendDraftsProblems,
  }),
  endpoint({
    contract: contracts.endEmployment,
    operation: 'employments.endEmployment',
    action: employments.endEmployment,
    problems: endEmploymentProblems,
  }),
]
