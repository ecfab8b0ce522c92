import type { Result } from '@sotevarmenne/kernel/result'
import type { Permission, Permit, SessionToken } from './permit.ts'

/**
 * Why no permit is granted: no session, no permission or not in this way, or a program that is not a
 * registered client.
 */
export type AccessDenied =
  | { readonly kind: 'not-signed-in' }
  /**
   * The session is over, because the card that signed in is revoked, or of an issuer that is no longer
   * accepted.
   */
  | { readonly kind: 'session-card-not-valid' }
  /** The session is over, because the card's issuer has not confirmed for too long that it is good. */
  | { readonly kind: 'session-card-not-confirmed' }
  | { readonly kind: 'not-permitted' }
  /** The person may, after a sign-in by card. */
  | { readonly kind: 'card-sign-in-needed' }
  /** The person may, after a sign-in by card or by Suomi.fi: a password is not enough. */
  | { readonly kind: 'strong-sign-in-needed' }
  /** The person may, after signing in once more. */
  | { readonly kind: 'sign-in-too-old' }
  /** Unknown, revoked or past its last day. */
  | { readonly kind: 'api-key-not-valid' }
  /** The key has not the scope of the operation. */
  | { readonly kind: 'api-key-scope-missing' }
  /** Of this key. */
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'client-not-found' }
  /** It is registered, but its certificate, of our CA or of a legacy CA, is revoked, or unknown to that CA. */
  | { readonly kind: 'client-certificate-revoked' }

export type PermitRequest = {
  readonly operation: Permission
  /** The cookie as the browser sent it; it may be expired or forged. */
  readonly sessionToken?: SessionToken
  /** The certificate with which the connection was opened, in DER; TLS proved its key, and nothing else. */
  readonly clientCertificate?: Uint8Array
  /** An API key as sent; it may be revoked or invented. */
  readonly apiKey?: string
  /** The validated input, for permits that depend on the object of the request (one's own card). */
  readonly input: unknown
}

/**
 * Where the HTTP layer gets the permit of each operation, at the moment of the action. Provided by
 * `identity/authentication`.
 */
export type RequestPermits = {
  readonly grant: (request: PermitRequest) => Promise<Result<Permit, AccessDenied>>
}
