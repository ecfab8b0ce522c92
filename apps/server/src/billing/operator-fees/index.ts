export { operatorFeeApi } from './api.ts'
export { createOperatorFees, type OperatorFees } from './create-operator-fees.ts'
