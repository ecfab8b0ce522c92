export { createIdentification, type IdentificationDesk } from './create-identification.ts'
export type { Identify } from './identify.ts'
export { identificationProblems } from './problems.ts'
