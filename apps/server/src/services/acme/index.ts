export { isTooLarge as isTooLargeNetwork } from './domain/approved-names.ts'
export { probeNames } from './adapters/probe-names.ts'
export { createAcme, type Acme } from './create-acme.ts'
export { serveAcme } from './serve-acme.ts'
