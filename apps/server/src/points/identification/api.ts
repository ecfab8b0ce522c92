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
    deed: 'identification.raiseInquiry',
    act: desk.raiseInquiry,
    problems: raiseInquiryProblems,
  }),
  endpoint({
    contract: contracts.listInquiries,
    deed: 'identification.viewInquiries',
    act: desk.listInquiries,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewInquiry,
    deed: 'identification.viewInquiries',
    act: desk.viewInquiry,
    problems: viewInquiryProblems,
  }),
  endpoint({
    contract: contracts.decideInquiry,
    deed: 'identification.decideInquiry',
    act: desk.decideInquiry,
    problems: decideInquiryProblems,
  }),
  endpoint({
    contract: contracts.withdrawInquiry,
    deed: 'identification.withdrawInquiry',
    act: desk.withdrawInquiry,
    problems: withdrawInquiryProblems,
  }),
]
