import type { Result } from '@sotevarmenne/kernel/result'
import type { Command } from './apdu.ts'
import type { CertificatesAsRead } from './card-facts.ts'
import type { CardHash, KeyKind } from './card-keys.ts'
import type { CardChannel } from './card-channel.ts'
import type { CardTrouble, KeyPurpose } from './words.ts'

/**
 * What differs between the layouts of cards, for whoever uses a card: where things lie, how PINs travel, how a signature
 * is made. `recogniseCard` finds the profile of the card at hand. Making a card is `personaliser.ts`, for one layout only.
 */
export type CardProfile = {
  readonly name: 'MyEID' | 'FINEID S4-2'
  /** By the historical bytes of the answer to reset: the rest of it differs between the ways a card is reached. */
  readonly recognises: (historicalBytes: Uint8Array) => boolean
  /** Its activation code is there for good, and nothing but that code sets PINs anew. */
  readonly codeStays: boolean
  /** What has to be said to the card before anything else. */
  readonly opening: readonly Command[]
  readonly readIdentity: (channel: CardChannel) => Promise<Result<CardIdentity, CardTrouble>>
  /** Those that the card has. */
  readonly readCertificates: (
    channel: CardChannel,
  ) => Promise<Result<CertificatesAsRead, CardTrouble>>
  /** Digits that a new PIN has at least, by what the card itself says. */
  readonly readLeastDigits: (
    channel: CardChannel,
    purpose: KeyPurpose,
  ) => Promise<Result<number, CardTrouble>>
  /** How the PIN stands, asked without giving one; `done` means that somebody has given it already. */
  readonly askingTries: (purpose: KeyPurpose) => Command
  readonly verifying: (purpose: KeyPurpose, pin: string) => Command
  readonly changing: (purpose: KeyPurpose, oldPin: string, newPin: string) => Command
  /** In this order. A card that calls a code wrong or blocked does so at the first of them. */
  readonly settingByCode: (
    purpose: KeyPurpose,
    activationCode: string,
    newPin: string,
  ) => readonly [Command, ...Command[]]
  /** The card forgets every code that was given to it. */
  readonly forgetCodes: (channel: CardChannel) => Promise<void>
  /** Goes where the key is and tells its kind. Its PIN is given next, then `sign` is asked. */
  readonly enterKey: (
    channel: CardChannel,
    purpose: KeyPurpose,
  ) => Promise<Result<KeyKind, CardTrouble>>
  /** Signs a digest by the key that was entered. ECDSA signatures are DER (SEQUENCE of r and s). */
  readonly sign: (
    channel: CardChannel,
    signing: {
      readonly purpose: KeyPurpose
      readonly kind: KeyKind
      readonly hash: CardHash
      readonly digest: Uint8Array
    },
  ) => Promise<Result<Uint8Array, CardTrouble>>
}

export type CardIdentity = {
  /** Seventeen digits, printed on the card. */
  readonly cardNumber: string
  /** Twenty hex digits; undefined where the layout tells no number of the chip. */
  readonly chipSerial: string | undefined
  readonly label: string
}
