export type { FactsRefusal, RequestRefused } from './assess.ts'
export { checkNames, maxNames, type NamesNotAcceptable } from './domain/names.ts'
export type { ForProgram, OrderedByProgram } from './order-by-program.ts'
export { becauseOf } from './show-application.ts'
export { attachProblems, decideProblems, draftProblems } from './problems.ts'
export { factsProblems, assessmentProblems } from './assessment-problems.ts'
export {
  createServiceCertificates,
  type ServiceCertificates,
} from './create-service-certificates.ts'
