import { documentUpload } from '@sotevarmenne/api/uploads'
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

export const employmentApi = (employments: Employments): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listPreparedOrders,
    action: employments.listPrepared,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.prepareOrder,
    action: employments.prepareOrder,
    problems: prepareProblems,
  }),
  endpoint({
    contract: contracts.prepareByFile,
    action: employments.prepareByFile,
    problems: fileProblems,
    bodyLimit: documentUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.sendCertificateAhead,
    action: employments.sendCertificateAhead,
    problems: sendAheadProblems,
    bodyLimit: documentUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.withdrawPrepared,
    action: employments.withdrawPrepared,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.sendDrafts,
    action: employments.sendDrafts,
    problems: sendDraftsProblems,
  }),
  endpoint({
    contract: contracts.endEmployment,
    action: employments.endEmployment,
    problems: endEmploymentProblems,
  }),
]
