import type { Brand } from '@sotevarmenne/kernel/brand'

/** One session of one person. UUID; the secret token is another thing. */
export type SessionId = Brand<string, 'SessionId'>

/** One question to be signed by a card. UUID. */
export type ChallengeId = Brand<string, 'ChallengeId'>

/** What a person may be to the service. */
export type Role = 'holder' | 'registrar' | 'handler' | 'auditor'

export type SignedIn = {
  readonly type: 'SignedIn'
  readonly sessionId: string
  /** Of the authentication certificate. */
  readonly certificateSerial: string
  readonly about: { readonly personId: string; readonly cardId: string }
}

/** The reason only: who it was is not known, or not sure. */
export type SignInRefused = { readonly type: 'SignInRefused'; readonly reason: string }

export type SignedOut = {
  readonly type: 'SignedOut'
  readonly sessionId: string
  readonly because: 'signed-out' | 'signed-in-again' | 'certificate-revoked'
  readonly about: { readonly personId: string }
}

export type HandlerAppointed = {
  readonly type: 'HandlerAppointed'
  readonly about: { readonly personId: string }
}

export type AuditorAppointed = {
  readonly type: 'AuditorAppointed'
  readonly about: { readonly personId: string }
}

export type AuditorEnded = {
  readonly type: 'AuditorEnded'
  readonly about: { readonly personId: string }
}

/** The service has its first registrar and handler, and can't be begun again. */
export type Bootstrapped = {
  readonly type: 'Bootstrapped'
  readonly registrar: string
  readonly handler: string
}
