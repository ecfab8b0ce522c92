import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { send, type Command } from './apdu.ts'
import { asciiBytes } from './bytes.ts'
import type { CardChannel } from './card-channel.ts'
import { statusWord, type StatusWord } from './status-word.ts'

/** A PIN as its digits: a text, or their bytes in ASCII, which can be wiped. */
export type Pin = string | Uint8Array

/** PINs and activation codes are sent in blocks of eight bytes, padded with FF. */
export function pinBlock(digits: Pin): Uint8Array {
  const block = new Uint8Array(8).fill(0xff)
  block.set(bytesOfPin(digits))
  return block
}

/** Always a copy: what is sent can be wiped, and the PIN stays. */
export const bytesOfPin = (pin: Pin): Uint8Array =>
  typeof pin === 'string' ? asciiBytes(pin) : pin.slice()

export const isPin = (pin: Pin): boolean =>
  typeof pin === 'string'
    ? /^\d{4,8}$/.test(pin)
    : pin.length >= 4 && pin.length <= 8 && pin.every((byte) => byte >= 0x30 && byte <= 0x39)

/** The min PIN lengths of a card. */
export type MinDigits = { readonly pin1: number; readonly pin2: number }

export type NewPinsRefusal =
  | { readonly kind: 'pin-not-4-to-8-digits'; readonly which: 'pin1' | 'pin2' }
  /** The card requires longer ones. */
  | { readonly kind: 'pin-too-short'; readonly which: 'pin1' | 'pin2'; readonly minDigits: number }

/**
 * Checks whether both may become the PINs of a card; returns the first that may not. Sends nothing to the
 * card.
 */
export function checkNewPins(
  pins: { readonly pin1: string; readonly pin2: string },
  min: MinDigits,
): Result<void, NewPinsRefusal> {
  for (const which of ['pin1', 'pin2'] as const) {
    if (!isPin(pins[which])) return refuse({ kind: 'pin-not-4-to-8-digits', which })
    const minDigits = min[which]
    if (pins[which].length < minDigits) return refuse({ kind: 'pin-too-short', which, minDigits })
  }
  return ok(undefined)
}

/** For any card: what is known before the card was read. */
export const minOfAnyCard: MinDigits = { pin1: 4, pin2: 4 }

export const isActivationCode = (text: string): boolean => /^\d{8}$/.test(text)

export const verifying = (reference: number, block: Uint8Array): Command => ({
  name: `verify PIN ${String(reference)}`,
  ins: 0x20,
  p1: 0,
  p2: reference,
  data: block,
})

export const changing = (reference: number, old: Uint8Array, next: Uint8Array): Command => ({
  name: `change PIN ${String(reference)}`,
  ins: 0x24,
  p1: 0,
  p2: reference,
  data: concatenate(old, next),
})

/** RESET RETRY COUNTER: sets the PIN by the activation code. */
export const resetting = (reference: number, code: Uint8Array, next: Uint8Array): Command => ({
  name: `set PIN ${String(reference)}`,
  ins: 0x2c,
  p1: 0,
  p2: reference,
  data: concatenate(code, next),
})

export const check = async (channel: CardChannel, command: Command): Promise<StatusWord> =>
  statusWord((await send(channel, command)).status)

/**
 * Clears every verified PIN. Not every card supports it: others do so at the reset when the channel is
 * closed.
 */
export async function logOut(channel: CardChannel): Promise<void> {
  await send(channel, { name: 'log out', ins: 0x2e, p1: 0, p2: 0 })
}
