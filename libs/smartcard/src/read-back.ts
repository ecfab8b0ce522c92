import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from './card-channel.ts'
import type { CardCertificates } from './personaliser.ts'
import type { CardKeyAlgorithm, CardLanguage, CardTrouble, KeyPurpose } from './words.ts'

/** Everything that production wants to know of a finished card, as the card itself tells it. */
export type CardAsRead = {
  readonly chipSerial: string
  readonly cardNumber: string
  readonly label: string
  readonly language: string
  readonly isActivated: boolean
  readonly pins: readonly PinAsRead[]
  readonly keys: readonly { readonly purpose: KeyPurpose; readonly spki: Uint8Array }[]
  readonly certificates: { readonly [which in keyof CardCertificates]: Uint8Array | undefined }
  readonly files: readonly { readonly path: string; readonly acl: string }[]
}

export type PinAsRead = {
  readonly purpose: KeyPurpose
  readonly minLength: number
  readonly maxLength: number
  /** Wrong PINs that it took to block it. */
  readonly tries: number
  /** Wrong activation codes that it would take, from the card's answer to one. */
  readonly activationTries: number
  readonly opensWithActivationCode: boolean
  readonly isBlocked: boolean
}

/**
 * Reads a finished card back. The activation code is proved on both PINs, and the tries are counted out, not believed:
 * both PINs are left random and blocked, as a card is delivered. For production only, and may be repeated.
 */
export async function readBack(
  _channel: CardChannel,
  _with: { readonly activationCode: string },
): Promise<Result<CardAsRead, CardTrouble>> {
  throw new Error('not written yet')
}

/** What production ordered and holds: the keys as the card gave them, the certificates as they were issued. */
export type CardExpected = {
  readonly chipSerial: string
  readonly cardNumber: string
  readonly label: string
  readonly language: CardLanguage
  readonly keyAlgorithm: CardKeyAlgorithm
  readonly pins: { readonly minLength: number; readonly tries: number }
  readonly keys: readonly { readonly purpose: KeyPurpose; readonly spki: Uint8Array }[]
  readonly certificates: CardCertificates
}

export type ReadBackFinding =
  | { readonly kind: 'another-card'; readonly read: string }
  | { readonly kind: 'wrong-card-number'; readonly read: string }
  | { readonly kind: 'wrong-label'; readonly read: string }
  | { readonly kind: 'wrong-language'; readonly read: string }
  | { readonly kind: 'card-not-activated' }
  | { readonly kind: 'wrong-key'; readonly purpose: KeyPurpose }
  | { readonly kind: 'certificate-of-another-card'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-certificate'; readonly which: keyof CardCertificates }
  | { readonly kind: 'wrong-pin-limits'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-activation-code'; readonly purpose: KeyPurpose }
  | { readonly kind: 'pin-not-blocked'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-access-rule'; readonly path: string }
  | { readonly kind: 'missing-file'; readonly path: string }
  | { readonly kind: 'leftover-file'; readonly path: string }

/** Whether the card that was read is the card that was ordered; else everything that differs. */
export function compareWithOrder(
  _read: CardAsRead,
  _expected: CardExpected,
): Result<void, readonly ReadBackFinding[]> {
  throw new Error('not written yet')
}
