import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LevelOfAssurance, SignInFacts } from '#platform/permit.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    authentication:
      | 'access.signIn'
      | 'access.viewSession'
      | 'access.testCard'
      | 'access.signOut'
      | 'access.viewOwnSessions'
      | 'access.endOwnSession'
      | 'access.viewOwnPassword'
      | 'access.setOwnPassword'
      | 'access.endSessions'
  }
}

/** One session of one person. UUID; the secret token is another thing. */
export type SessionId = Brand<string, 'SessionId'>

/** One question to be signed by a card. UUID. */
export type ChallengeId = Brand<string, 'ChallengeId'>

type OtherCardSignInFacts = Extract<SignInFacts, { readonly issuer: string }>

/** A card that another trust service has issued: the police's identity card, or an organisation card. */
export type OtherCardKind = OtherCardSignInFacts['method']

/** On whose organisation card somebody signed in. */
export type OrganisationOfCard = NonNullable<OtherCardSignInFacts['organisation']>

export type SignedIn = {
  readonly type: 'SignedIn'
  readonly sessionId: string
} & (
  | {
      readonly method: 'card'
      /** Of the authentication certificate. */
      readonly certificateSerial: string
      readonly about: { readonly personId: string; readonly cardId: string }
    }
  | {
      readonly method: 'suomiFi'
      readonly means: string
      readonly levelOfAssurance: LevelOfAssurance
      readonly about: { readonly personId: string }
    }
  | {
      readonly method: OtherCardKind
      /** The accepted issuer, by its name in the configuration. */
      readonly issuer: string
      readonly certificateSerial: string
      readonly levelOfAssurance: LevelOfAssurance
      /** Of the organisation on an organisation card. */
      readonly businessId?: string
      readonly about: { readonly personId: string }
    }
  | { readonly method: 'password'; readonly about: { readonly personId: string } }
)

/** The reason only: who it was is not known, or not sure. */
export type SignInRefused = {
  readonly type: 'SignInRefused'
  readonly method: SignedIn['method']
  readonly reason: string
}

export type SignedOut = {
  readonly type: 'SignedOut'
  readonly sessionId: string
  readonly because:
    | 'signed-out'
    | 'signed-in-again'
    | 'ended-elsewhere'
    | 'certificate-revoked'
    /** The page of the desk saw no card of its registrar in the reader any more. */
    | 'card-taken-out'
    /** It was begun by a password that is not the person's any more. */
    | 'password-changed'
    /** Its person is a registrar no more, or of another point. */
    | 'appointment-ended'
    | 'holder-died'
    | OtherCardEnd
  readonly about: { readonly personId: string }
}

/** Of a card of another trust service, asked about anew while its session lived. */
export type OtherCardEnd =
  | 'other-card-revoked'
  | 'unknown-to-card-issuer'
  /** Its authority is revoked, or not accepted any more. */
  | 'issuer-not-trusted'
  /** There was no answer for too long. */
  | 'certificate-status-unknown'

export type SessionsViewed = {
  readonly type: 'SessionsViewed'
  readonly about: { readonly personId: string }
}

type AboutPassword = { readonly about: { readonly personId: string } }
/** For the first time, or anew. */
export type PasswordSet = { readonly type: 'PasswordSet' } & AboutPassword
export type PasswordRemoved = {
  readonly type: 'PasswordRemoved'
  readonly because: 'by-its-person' | 'holder-died'
} & AboutPassword
/** Too many wrong ones were tried in a row. */
export type PasswordTurnedOff = { readonly type: 'PasswordTurnedOff' } & AboutPassword
