export { certificateApi } from './api.ts'
export type { Recovered } from './recover.ts'
export type { IssuedPage, IssuedPosition } from './stores/issued.ts'
export { createCertificates, type Certificates } from './create-certificates.ts'
