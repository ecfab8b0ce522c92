import * as contracts from '@sotevarmenne/api/identification'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { IdentificationDesk } from './create-identification.ts'
import {
  decideInquiryProblems,
  raiseInquiryProblems,
  viewInquiryProblems,
  withdrawInquiryProblems,
} from './problems.ts'

export const identificationApi = (desk: IdentificationDesk): readonly Endpoint[] => [
  endpoint({
    contract: contracts.raiseInquiry,
    action: desk.raiseInquiry,
    problems: raiseInquiryProblems,
  }),
  endpoint({
    contract: contracts.listInquiries,
    action: desk.listInquiries,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInquiry,
    action: desk.viewInquiry,
    problems: viewInquiryProblems,
  }),
  endpoint({
    contract: contracts.decideInquiry,
    action: desk.decideInquiry,
    problems: decideInquiryProblems,
  }),
  endpoint({
    contract: contracts.withdrawInquiry,
    action: desk.withdrawInquiry,
    problems: withdrawInquiryProblems,
  }),
]
