import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from './card-channel.ts'
import type { CardSignatureAlgorithm, CardTrouble, KeyPurpose } from './words.ts'

/** What a card shows to whoever holds it, without any PIN. */
export type CardInHand = {
  readonly cardNumber: string
  readonly chipSerial: string
  readonly label: string
  /** False while both PINs are blocked: as delivered, or locked by hand. The remedy is the same: the activation code. */
  readonly activated: boolean
  readonly pins: readonly {
    readonly purpose: KeyPurpose
    readonly triesLeft: number
    readonly blocked: boolean
    readonly usable: boolean
  }[]
  readonly certificates: readonly { readonly purpose: KeyPurpose; readonly der: Uint8Array }[]
  /** Issuer and root, in that order. */
  readonly chain: readonly Uint8Array[]
}

export async function readCard(_channel: CardChannel): Promise<Result<CardInHand, CardTrouble>> {
  throw new Error('not written yet')
}

export type PinRefusal =
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' }
  /** Found before the card was asked: no try is lost. */
  | { readonly kind: 'pin-not-4-to-8-digits' }

export type SignRefusal = PinRefusal | { readonly kind: 'algorithm-does-not-fit-key' } | CardTrouble

export type SignRequest = {
  readonly purpose: KeyPurpose
  readonly pin: string
  readonly algorithm: CardSignatureAlgorithm
} & ({ readonly data: Uint8Array } | { readonly digest: Uint8Array })

/** Verifies the PIN and signs once; the PIN is forgotten again. ECDSA signatures are DER (SEQUENCE of r and s). */
export async function signWith(
  _channel: CardChannel,
  _request: SignRequest,
): Promise<Result<Uint8Array, SignRefusal>> {
  throw new Error('not written yet')
}

export async function changePin(
  _channel: CardChannel,
  _change: { readonly purpose: KeyPurpose; readonly oldPin: string; readonly newPin: string },
): Promise<Result<void, PinRefusal | CardTrouble>> {
  throw new Error('not written yet')
}
