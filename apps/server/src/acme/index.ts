export { acmeApi } from './api.ts'
export { createAcme, type Acme } from './create-acme.ts'
export { serveAcme } from './serve-acme.ts'
