export { createApiKeys, type ApiKeys } from './create-api-keys.ts'
