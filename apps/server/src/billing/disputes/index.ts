export { disputeApi } from './api.ts'
export { createDisputes, type Disputes } from './create-disputes.ts'
