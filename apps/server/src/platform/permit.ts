import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** Who acts: a person who signed in, a program known by its TLS certificate, or a process of the service. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'client'; readonly clientId: string }
  | { readonly kind: 'process'; readonly name: 'jobs' | 'cli' | 'web' | 'status' }

/** How and when the person who acts proved who they are. */
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
      readonly method: 'identityCard' | 'organisationCard'
      readonly issuer: string
      readonly levelOfAssurance: LevelOfAssurance
      /** That the organisation card is of. */
      readonly organisation?: { readonly businessId: string; readonly name: string }
    }
  /** What the person set after one of the others. */
  | { readonly method: 'password'; readonly levelOfAssurance: 'low' }
)

/** Of a deed that asks for more than a password. */
export type StrongSignIn = Exclude<SignInFacts, { readonly method: 'password' }>

/** Of a means of identification (eIDAS, article 8) that is strong. */
export type LevelOfAssurance = 'substantial' | 'high'

/** Each module adds the names of its permissions in its `contract.ts`, under its own name. */
export interface Permissions {}

/** Everything that the service does: the name of its permit and of its line in the audit trail. Which role may do which is answered by `identity/permissions`. */
export type Deed = Permissions[keyof Permissions]

declare const granted: unique symbol

/**
 * Proof that the actor may do the deed, made only by `identity/permissions` at the moment of the act.
 * `reason` says on what it rests (`registrar of a point`, `own card`) and goes to the audit trail.
 */
export type Permit<Name extends Deed = Deed> = {
  readonly deed: Name
  readonly actor: Actor
  /** Of a person: the sign-in on which the session rests. */
  readonly signIn?: SignInFacts
  /** The registration point where the actor works now, if any. */
  readonly pointId?: string
  readonly reason: string
  readonly grantedAt: Instant
  readonly [granted]: true
}

/** Who acts in their own matters. Throws when the permit is a machine's: such a deed is permitted to people only. */
export function personOf({ actor, deed }: Permit): string {
  if (actor.kind !== 'person') throw new Error(`${deed} of nobody`)
  return actor.personId
}

/** The identifier of a session as the browser holds it: opaque, 256 random bits, base64url. */
export type SessionToken = Brand<string, 'SessionToken'>

/** How the person who acts proved who they are. Throws of a password: such a deed is not permitted to it. */
export function strongSignInOf({ signIn, deed }: Permit): StrongSignIn {
  if (!signIn || signIn.method === 'password') throw new Error(`${deed} without a strong sign-in`)
  return signIn
}
