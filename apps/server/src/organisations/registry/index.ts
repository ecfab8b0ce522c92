export { createOrganisations, type Organisations } from './create-organisations.ts'
export type { ChangeOrganisationRefusal } from './change-organisation.ts'
export type { Drawn } from './propose-agreement.ts'
export type { AgreementOverlaps } from './check-overlap.ts'
export type { DrawSignedRefusal, EndSignedRefusal, ToBeSigned } from './sign-agreement.ts'
export type { OrderingNotAllowed } from './check-ordering.ts'
export type { PreparingNotAllowed } from './domain/ordering.ts'
export {
  changeOrganisationProblems,
  drawSignedProblems,
  endAgreementProblems,
  enteringProblems,
  orderingProblems,
  preparingProblems,
  registeredProblems,
} from './problems.ts'
export type { NotRegistered } from './domain/registered.ts'
