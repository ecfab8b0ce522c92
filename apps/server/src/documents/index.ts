export { documentApi } from './api.ts'
export { timeStampTrustOf } from './time-stamp-trust.ts'
