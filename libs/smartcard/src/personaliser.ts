import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from './card-channel.ts'
import type { CardKeyAlgorithm, CardLanguage, CardTrouble, KeyPurpose } from './words.ts'

export type PersonalisingPlan = {
  /** Printed by every tool as the token's name; at most 20 characters, so that "(PIN1)" fits behind it. */
  readonly label: string
  readonly language: CardLanguage
  readonly keyAlgorithm: CardKeyAlgorithm
  readonly pins: { readonly minLength: number; readonly tries: number }
  /** Eight digits: the PUK of both PINs. */
  readonly activationCode: string
  /** Eight bytes, another for each card: opens the card for wiping. */
  readonly adminPin: Uint8Array
  /** Seventeen digits. */
  readonly cardNumber: string
}

export type StartedCard = {
  /** Twenty hex digits. */
  readonly chipSerial: string
  readonly keys: readonly { readonly purpose: KeyPurpose; readonly spki: Uint8Array }[]
}

export type StartRefusal =
  | { readonly kind: 'card-not-blank' }
  | { readonly kind: 'plan-not-possible'; readonly because: string }
  | CardTrouble

/** Empties a card that is not activated, makes its PINs, and both keys ON the card. The private keys never leave it. */
export async function startPersonalising(
  _channel: CardChannel,
  _plan: PersonalisingPlan,
): Promise<Result<StartedCard, StartRefusal>> {
  throw new Error('not written yet')
}

/** The card's signature over the challenge (ecdsa-sha384 for P-384, rsa-sha256 for RSA): proof of possession, to be verified by the caller. */
export async function proveKey(
  _channel: CardChannel,
  _purpose: KeyPurpose,
  _challenge: Uint8Array,
): Promise<Result<Uint8Array, CardTrouble>> {
  throw new Error('not written yet')
}

export type CardCertificates = {
  /** DER */
  readonly authentication: Uint8Array
  readonly signature: Uint8Array
  readonly issuer: Uint8Array
  readonly root: Uint8Array
}

export type FinishRefusal =
  { readonly kind: 'certificate-of-another-key'; readonly purpose: KeyPurpose } | CardTrouble

/** Writes certificates and their PKCS#15 directory, then puts every access rule in force. A certificate of another key is not written. */
export async function finishPersonalising(
  _channel: CardChannel,
  _with: { readonly certificates: CardCertificates },
): Promise<Result<void, FinishRefusal>> {
  throw new Error('not written yet')
}

/** Empties a personalised card for its next use. Keys, PINs and files are gone. */
export async function wipe(
  _channel: CardChannel,
  _adminPin: Uint8Array,
): Promise<
  Result<
    void,
    | { readonly kind: 'wrong-admin-pin'; readonly triesLeft: number }
    | { readonly kind: 'admin-pin-blocked' }
    | CardTrouble
  >
> {
  throw new Error('not written yet')
}
