export { openTlsSignIn } from './client-certificate/serve-sign-in.ts'
export { createAuthentication, type Authentication } from './create-authentication.ts'
export type { AuthenticationDeps, Trust } from './deps.ts'
export { suomiFiOidc } from './suomi-fi/suomi-fi-oidc.ts'
