import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { run, runAll, unexpected, withCard, type Command } from './apdu.ts'
import {
  isActivationCode,
  checkNewPins,
  logOut,
  pinBlock,
  type NewPinsRefusal,
} from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { codePlaces, keySlots } from './layout.ts'
import { readMinDigits } from './use.ts'
import type { CardTrouble } from './words.ts'

/* What may be set on a card of ours after the proof of its admin key. */

export type SetPinsRefusal =
  /** Nothing is changed on the card. */
  NewPinsRefusal | CardTrouble

/** Both PINs, without the activation code. For the purpose `pins`, or `activation` with the code that goes with it. */
export function resetPins(
  channel: CardChannel,
  { pin1, pin2 }: Pins,
): Promise<Result<void, SetPinsRefusal>> {
  return withCard(async () => {
    const checked = await checkPins(channel, { pin1, pin2 })
    if (!checked.ok) return checked
    const set = await runAll(channel, [
      resetting(keySlots.authentication.pinReference, pin1),
      resetting(keySlots.signature.pinReference, pin2),
    ])
    await logOut(channel)
    return set
  })
}

/** The activation code from its letter, then both PINs. For the purpose `activation`. */
export function setCodeAndPins(
  channel: CardChannel,
  { activationCode, ...pins }: Pins & { readonly activationCode: string },
): Promise<Result<void, SetPinsRefusal>> {
  if (!isActivationCode(activationCode)) throw new RangeError('activation code must have 8 digits')
  return withCard(async () => {
    const checked = await checkPins(channel, pins)
    if (!checked.ok) return checked
    const coded = await runAll(
      channel,
      codePlaces.map((place) => puttingCode(place, pinBlock(activationCode))),
    )
    return coded.ok ? resetPins(channel, pins) : coded
  })
}

/**
 * Replaces the codes on the card by codes that nobody knows: the code of a former letter sets nothing any
 * more. The card's receipts prove that it has stored them. For the purpose `code`.
 */
export function killCodes(
  channel: CardChannel,
  codes: readonly {
    readonly place: number
    readonly wrapped: Uint8Array
    readonly receipt: Uint8Array
  }[],
): Promise<Result<void, CardTrouble>> {
  return withCard(async () => {
    for (const { place, wrapped, receipt } of codes) {
      const command = { ...puttingCode(place, wrapped), expectsResponse: true }
      const answered = await run(channel, command)
      if (!answered.ok) return answered
      if (!equalBytes(answered.value, receipt)) return refuse(unexpected(command, 0x9000))
    }
    return ok(undefined)
  })
}

type Pins = { readonly pin1: string; readonly pin2: string }

/** By the card's requirements: its rule of PIN lengths also applies to the holder of the admin key. */
async function checkPins(channel: CardChannel, pins: Pins): Promise<Result<void, SetPinsRefusal>> {
  const min = await readMinDigits(channel)
  return min.ok ? checkNewPins(pins, min.value) : min
}

const resetting = (reference: number, pin: string): Command => ({
  name: `set PIN ${String(reference)} by the admin key`,
  ins: 0x2c,
  p1: 0x02,
  p2: reference,
  data: pinBlock(pin),
})

const puttingCode = (place: number, data: Uint8Array): Command => ({
  name: `put code ${place.toString(16)}`,
  ins: 0xda,
  p1: 0x01,
  p2: place,
  data,
})
