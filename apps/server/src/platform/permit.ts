import type { ThirdPartyCardKind } from '@sotevarmenne/api/authentication'
import type { Permission } from '@sotevarmenne/api/permissions'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/**
 * The actor: a person who signed in, a program identified by its TLS certificate or by an API key of its
 * organisation, or a process of the service.
 */
export type Actor =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'client'; readonly clientId: string }
  | ApiKeyActor
  | { readonly kind: 'process'; readonly name: 'jobs' | 'cli' | 'web' | 'ocsp' }

/** `clientId`: of the key. */
export type ApiKeyActor = {
  readonly kind: 'apiKey'
  readonly clientId: string
  readonly organisationId: string
}

/** How and when the actor, a person, was authenticated. */
export type SignInFacts = { readonly at: Instant } & (
  | {
      readonly method: 'card'
      readonly cardId: string
      readonly levelOfAssurance: LevelOfAssurance
    }
  /** `means` as Suomi.fi calls it: a bank, the mobile certificate, an identity card. */
  | {
      readonly method: 'suomiFi'
      readonly means: string
      readonly levelOfAssurance: LevelOfAssurance
    }
  /** A card of another trust service; `issuer` as the configuration names it. */
  | {
      readonly method: ThirdPartyCardKind
      readonly issuer: string
      readonly levelOfAssurance: LevelOfAssurance
      /** The organisation of the organisation card. */
      readonly organisation?: { readonly businessId: string; readonly name: string }
    }
  /** The password that the person set after one of the other sign-ins. */
  | { readonly method: 'password'; readonly levelOfAssurance: 'low' }
)

/** For operations that need more than a password. */
export type StrongSignIn = Exclude<SignInFacts, { readonly method: 'password' }>

/** Of a strong means of identification (eIDAS, article 8). */
export type LevelOfAssurance = 'substantial' | 'high'

export type { Permission }

declare const granted: unique symbol

/**
 * Proof that the actor may perform the operation, created only by `identity/permissions` at the moment of the
 * action. `reason` states its basis (`registrar of a point`, `own card`) and goes to the audit log.
 */
export type Permit<Name extends Permission = Permission> = {
  readonly operation: Name
  readonly actor: Actor
  /** Of a person: the sign-in of the session. */
  readonly signIn?: SignInFacts
  /** The registration point where the actor works now, if any. */
  readonly pointId?: string
  readonly reason: string
  readonly grantedAt: Instant
  readonly [granted]: true
}

/**
 * The person who acts in their own matters. Throws when the permit is a machine's: such operations are for
 * people only.
 */
export function personOf({ actor, operation }: Permit): string {
  if (actor.kind !== 'person') throw new Error(`${operation} needs a person as actor`)
  return actor.personId
}

/** The session identifier in the browser: opaque, 256 random bits, base64url. */
export type SessionToken = Brand<string, 'SessionToken'>

/** The strong sign-in of the actor. Throws for a password: such operations are not permitted with it. */
export function strongSignInOf({ signIn, operation }: Permit): StrongSignIn {
  if (!signIn || signIn.method === 'password')
    throw new Error(`${operation} without a strong sign-in`)
  return signIn
}
