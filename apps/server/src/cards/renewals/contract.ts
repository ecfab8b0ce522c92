import type { RenewalGround } from '@sotevarmenne/api/renewals'
import type { UsedSettings } from '#settings/contract.ts'

/** The rules alone decided that the card is renewed, by the named order. */
export type RenewalDecided = {
  readonly type: 'RenewalDecided'
  readonly ground: RenewalGround
  /** Version of the rules. */
  readonly rulesVersion: string
  /** SHA-256 of the decision, hex. */
  readonly statementDigest: string
  /** How the holder confirmed it; absent up to version 0.2.0. */
  readonly confirmedBy: 'signature' | 'suomiFi'
  /** SHA-256 of what the holder confirmed, hex. */
  readonly confirmedDigest: string
  /** Serial of the certificate that signed it. */
  readonly signedWith?: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
  /** The card that is renewed. */
  readonly renews: string
  readonly about: { readonly personId: string; readonly orderId: string; readonly cardId: string }
}

export type RenewalRefused = {
  readonly type: 'RenewalRefused'
  readonly because: string
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string; readonly cardId: string }
}

/** The registers were queried whether the card may be renewed, or what would be ordered. */
export type RenewalViewed = {
  readonly type: 'RenewalViewed'
  readonly about: { readonly personId: string; readonly cardId: string }
}

export type DecisionViewed = {
  readonly type: 'DecisionViewed'
  readonly about: { readonly personId: string; readonly orderId: string }
}
