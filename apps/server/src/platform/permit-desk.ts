import type { Result } from '@sotevarmenne/kernel/result'
import type { Deed, Permit, SessionToken } from './permit.ts'

/** Why no permit is given: nobody is signed in, who is may not do this, or not so, or a program is no registered client. */
export type NotGranted =
  | { readonly kind: 'not-signed-in' }
  /** The session is over, because the card that signed in is revoked, or none that is accepted any more. */
  | { readonly kind: 'session-card-not-valid' }
  /** And because its issuer has not confirmed for too long that it is good. */
  | { readonly kind: 'session-card-not-confirmed' }
  | { readonly kind: 'not-permitted' }
  /** The person may, after a sign-in by card. */
  | { readonly kind: 'card-sign-in-needed' }
  /** The person may, after a sign-in by card or by Suomi.fi: a password is not enough. */
  | { readonly kind: 'strong-sign-in-needed' }
  /** The person may, after signing in once more. */
  | { readonly kind: 'sign-in-too-old' }
  | { readonly kind: 'client-unknown' }
  /** It is known, but its certificate, of ours or of an older system's authority, is revoked, or not known of that authority. */
  | { readonly kind: 'client-certificate-revoked' }

export type PermitRequest = {
  readonly deed: Deed
  /** The cookie as the browser sent it; it may be stale or made up. */
  readonly sessionToken?: SessionToken
  /** The certificate with which the connection was opened, in DER; its key was proved by TLS, nothing else of it. */
  readonly clientCertificate?: Uint8Array
  /** The validated input, for permits that depend on what is asked about (one's own card). */
  readonly input: unknown
  /** The endpoint is open to everybody: a permit is given without a session too. */
  readonly open: boolean
}

/** Where the HTTP layer asks for the permit of each deed, at the moment of the act. `identity/authentication` sits at it. */
export type PermitDesk = {
  readonly grant: (request: PermitRequest) => Promise<Result<Permit, NotGranted>>
}
