export { createDisputes } from './create-disputes.ts'
