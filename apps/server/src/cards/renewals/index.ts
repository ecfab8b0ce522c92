export { renderDecision } from './adapters/decision-typst.ts'
export { createRenewals, type Renewals } from './create-renewals.ts'
