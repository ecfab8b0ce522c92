import type { ThirdPartyCardKind } from '@sotevarmenne/api/authentication'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { ThirdPartyCardStatus } from '#identity/third-party-cards/contract.ts'

/** One session of one person. UUID; not the secret token. */
export type SessionId = Brand<string, 'SessionId'>

/** One challenge to be signed by a card. UUID. */
export type ChallengeId = Brand<string, 'ChallengeId'>

export type SignedIn = {
  readonly type: 'SignedIn'
  readonly sessionId: string
  /** Those that limit the session. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & (
  | {
      readonly method: 'card'
      /** Serial number of the authentication certificate. */
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
      readonly method: ThirdPartyCardKind
      /** Name of the accepted issuer in the configuration. */
      readonly issuer: string
      readonly certificateSerial: string
      readonly levelOfAssurance: LevelOfAssurance
      /** Business id of the organisation on an organisation card. */
      readonly businessId?: string
      readonly about: { readonly personId: string }
    }
  | { readonly method: 'password'; readonly about: { readonly personId: string } }
)

/** The reason only: the person is not known, or not certain. */
export type SignInRefused = {
  readonly type: 'SignInRefused'
  readonly method: SignedIn['method']
  readonly reason: string
}

/**
 * Sign-ins refused to people who showed no certificate of ours, by one process in about a minute: how many,
 * by method and reason.
 */
export type SignInsRefused = {
  readonly type: 'SignInsRefused'
  readonly from: string
  readonly to: string
  readonly refused: readonly {
    readonly method: SignedIn['method']
    readonly reason: string
    readonly count: number
  }[]
}

export type SignedOut = {
  readonly type: 'SignedOut'
  readonly sessionId: string
  readonly because:
    | 'signed-out'
    | 'signed-in-again'
    | 'ended-elsewhere'
    | 'certificate-revoked'
    /** The desk page no longer saw the registrar's card in the reader. */
    | 'card-taken-out'
    /** It was begun by a password that has been changed since. */
    | 'password-changed'
    /** The person is no longer a registrar, or is one of another point. */
    | 'registrar-role-ended'
    | 'holder-died'
    | ThirdPartyCardEnd
  readonly about: { readonly personId: string }
}

/** Why a session by another trust service's card ended when the card's status was checked again. */
export type ThirdPartyCardEnd =
  | Exclude<ThirdPartyCardStatus, 'good' | 'no-response'>
  /** There was no response for too long. */
  | 'certificate-status-unavailable'

export type SessionsViewed = {
  readonly type: 'SessionsViewed'
  readonly about: { readonly personId: string }
}
