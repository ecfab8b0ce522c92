export type { FactsRefusal, RequestRefused } from './assess.ts'
export {
  checkServerName,
  faultsOfNames,
  maxNames,
  writtenName,
  type NamesNotAcceptable,
} from './domain/names.ts'
export type { ForProgram, OrderedByProgram } from './order-by-program.ts'
export { openApproval, sealApproval } from './stores/sealed-approval.ts'
export { becauseOf } from './show-application.ts'
export { attachProblems, decideProblems, draftProblems } from './problems.ts'
export { approvalProblems, factsProblems, assessmentProblems } from './assessment-problems.ts'
export {
  aboutSigned,
  approvalSignatureProblems,
  checkApprovalSignature,
  factsToApprove,
  statementToSign,
  signedDecisions,
  type ApprovalRefusal,
  type ApprovalSignatureRefusal,
} from './signed-approval.ts'
export { lookUpNameProofs } from './look-up-name-proofs.ts'
export {
  createServiceCertificates,
  type ServiceCertificates,
} from './create-service-certificates.ts'
