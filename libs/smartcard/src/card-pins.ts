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
