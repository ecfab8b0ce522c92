import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { send, type Command } from './apdu.ts'
import type { CardChannel } from './card-channel.ts'
import { verdict, type Verdict } from './verdict.ts'

/** PINs and activation codes travel in blocks of eight octets, filled up with FF. */
export function pinBlock(digits: string): Uint8Array {
  const block = new Uint8Array(8).fill(0xff)
  block.set(Buffer.from(digits, 'latin1'))
  return block
}

export const isPin = (text: string): boolean => /^\d{4,8}$/.test(text)

/** The shortest PINs that a card takes. */
export type LeastDigits = { readonly pin1: number; readonly pin2: number }

export type NewPinsRefusal =
  | { readonly kind: 'pin-not-4-to-8-digits'; readonly which: 'pin1' | 'pin2' }
  /** The card wants longer ones. */
  | { readonly kind: 'pin-too-short'; readonly which: 'pin1' | 'pin2'; readonly atLeast: number }

/** Whether both may become the PINs of a card; the first that may not. It costs the card nothing. */
export function judgeNewPins(
  pins: { readonly pin1: string; readonly pin2: string },
  least: LeastDigits,
): Result<void, NewPinsRefusal> {
  for (const which of ['pin1', 'pin2'] as const) {
    if (!isPin(pins[which])) return refuse({ kind: 'pin-not-4-to-8-digits', which })
    const atLeast = least[which]
    if (pins[which].length < atLeast) return refuse({ kind: 'pin-too-short', which, atLeast })
  }
  return ok(undefined)
}

/** Of any card at all: what is known before one was asked. */
export const leastOfAnyCard: LeastDigits = { pin1: 4, pin2: 4 }

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

export const judge = async (channel: CardChannel, command: Command): Promise<Verdict> =>
  verdict((await send(channel, command)).status)

/** Forgets every verified PIN. Not every card knows it: those forget at the reset that closing is. */
export async function logOut(channel: CardChannel): Promise<void> {
  await send(channel, { name: 'log out', ins: 0x2e, p1: 0, p2: 0 })
}
