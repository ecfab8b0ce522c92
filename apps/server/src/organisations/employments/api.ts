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

/** A file of three megabytes in base64, or a certificate of five, and what is beside it. */
const bodyLimit = 7_100_000

export const employmentApi = (employments: Employments): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listPreparedOrders,
    deed: 'employments.viewPrepared',
    act: employments.listPrepared,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.prepareOrder,
    deed: 'employments.prepareOrder',
    act: employments.prepareOrder,
    problems: prepareProblems,
  }),
  endpoint({
    contract: contracts.prepareByFile,
    deed: 'employments.prepareOrder',
    act: employments.prepareByFile,
    problems: fileProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.sendCertificateAhead,
    deed: 'employments.prepareOrder',
    act: employments.sendCertificateAhead,
    problems: sendAheadProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.withdrawPrepared,
    deed: 'employments.prepareOrder',
    act: employments.withdrawPrepared,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.sendDrafts,
    deed: 'employments.sendDrafts',
    act: employments.sendDrafts,
    problems: sendDraftsProblems,
  }),
  endpoint({
    contract: contracts.endEmployment,
    deed: 'employments.endEmployment',
    act: employments.endEmployment,
    problems: endEmploymentProblems,
  }),
]
