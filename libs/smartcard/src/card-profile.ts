import type { Result } from '@sotevarmenne/kernel/result'
import type { Command } from './apdu.ts'
import type { CertificatesAsRead } from './card-facts.ts'
import type { CardHash, KeyKind } from './card-keys.ts'
import type { CardChannel } from './card-channel.ts'
import type { Pin } from './card-pins.ts'
import type { CardTrouble, KeyPurpose } from './words.ts'

/**
 * What differs between card layouts, for programs that use a card: file paths, PIN encoding, how a signature
 * is created. `recogniseCard` finds the profile of a card. Producing a card is `personaliser.ts`, by its
 * `CardLayout`.
 */
export type CardProfile = {
  readonly name: 'MyEID' | 'FINEID S4-2'
  /**
   * By the historical bytes of the answer to reset: the rest of it differs between contact and contactless
   * readers.
   */
  readonly recognises: (historicalBytes: Uint8Array) => boolean
  /** Of a card that was not produced here the activation code is permanent, and only it resets PINs. */
  readonly codeStays: boolean
  /** Commands to send before anything else. */
  readonly opening: readonly Command[]
  readonly readIdentity: (channel: CardChannel) => Promise<Result<CardIdentity, CardTrouble>>
  /** The certificates that the card has. */
  readonly readCertificates: (
    channel: CardChannel,
  ) => Promise<Result<CertificatesAsRead, CardTrouble>>
  /** Min digits of a new PIN, as the card itself says. */
  readonly readMinDigits: (
    channel: CardChannel,
    purpose: KeyPurpose,
  ) => Promise<Result<number, CardTrouble>>
  /** Requests the tries left without sending a PIN; `done` means that the PIN is already verified. */
  readonly requestingTries: (purpose: KeyPurpose) => Command
  readonly verifying: (purpose: KeyPurpose, pin: Pin) => Command
  readonly changing: (purpose: KeyPurpose, oldPin: string, newPin: string) => Command
  /** In this order. A card reports a wrong or blocked code at the first of them. */
  readonly settingByCode: (
    purpose: KeyPurpose,
    activationCode: string,
    newPin: string,
  ) => readonly [Command, ...Command[]]
  /** Makes the card clear every verified code. */
  readonly forgetCodes: (channel: CardChannel) => Promise<void>
  /** Selects the key's directory and returns the kind of key. Next verify its PIN, then call `sign`. */
  readonly enterKey: (
    channel: CardChannel,
    purpose: KeyPurpose,
  ) => Promise<Result<KeyKind, CardTrouble>>
  /** Signs a digest by the selected key. ECDSA signatures are DER (SEQUENCE of r and s). */
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
  /** Twenty hex digits; undefined where the layout has no chip serial number. */
  readonly chipSerial: string | undefined
  readonly label: string
}
