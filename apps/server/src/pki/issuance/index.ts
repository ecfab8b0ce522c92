export { compareSigningLog, type SigningLogFinding } from './compare-signing-log.ts'
export type {
  RequestExamined,
  RequestAssessment,
  RequestAssessmentRefusal,
} from './examine-request.ts'
export { pemOf, requestIn, type NoRequest } from './pem.ts'
export { enrolProblems, issueProblems, keyFamilyProblem, noRequestProblems } from './problems.ts'
export type { Recovered } from './recover.ts'
export type { IssuedPage, IssuedPosition } from './stores/issued.ts'
export { createCertificates, type Certificates } from './create-certificates.ts'
export { issuedByHour } from './stores/issued-by-hour.ts'
export {
  clientApproval,
  clientStatement,
  type ClientApprovalRefusal,
  type SentApproval,
} from './client-approval.ts'
export { readApproval, writeApproval, type WrittenApproval } from './written-approval.ts'
