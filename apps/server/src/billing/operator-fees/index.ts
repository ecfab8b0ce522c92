export { createOperatorFees } from './create-operator-fees.ts'
