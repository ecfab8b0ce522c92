export { createScim, type Scim } from './create-scim.ts'
export { serveScim } from './serve-scim.ts'
