import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { run, runAll, unexpected, withCard, type Command } from './apdu.ts'
import {
  isActivationCode,
  judgeNewPins,
  logOut,
  pinBlock,
  type NewPinsRefusal,
} from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { codePlaces, keySlots } from './layout.ts'
import { readLeastDigits } from './use.ts'
import type { CardTrouble } from './words.ts'

/* What may be set on a card of ours while it has its admin key proved, by whoever holds it. */

export type SetPinsRefusal =
  /** Nothing is changed on the card. */
  NewPinsRefusal | CardTrouble

/** Both PINs, without the activation code. For the purpose `pins`, or `activation` with the code that goes with it. */
export function setPinsAnew(
  channel: CardChannel,
  { pin1, pin2 }: Pins,
): Promise<Result<void, SetPinsRefusal>> {
  return withCard(async () => {
    const judged = await judgePins(channel, { pin1, pin2 })
    if (!judged.ok) return judged
    const set = await runAll(channel, [
      settingAnew(keySlots.authentication.pinReference, pin1),
      settingAnew(keySlots.signature.pinReference, pin2),
    ])
    await logOut(channel)
    return set
  })
}

/** The activation code as its letter says it, then both PINs. For the purpose `activation`. */
export function setCodeAndPins(
  channel: CardChannel,
  { activationCode, ...pins }: Pins & { readonly activationCode: string },
): Promise<Result<void, SetPinsRefusal>> {
  if (!isActivationCode(activationCode)) throw new RangeError('an activation code of 8 digits')
  return withCard(async () => {
    const judged = await judgePins(channel, pins)
    if (!judged.ok) return judged
    const coded = await runAll(
      channel,
      codePlaces.map((place) => puttingCode(place, pinBlock(activationCode))),
    )
    return coded.ok ? setPinsAnew(channel, pins) : coded
  })
}

/**
 * Puts codes that nobody knows in the place of those on the card: what a former letter says sets nothing any more. The
 * card's receipts tell that it has them. For the purpose `code`.
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
      const command = { ...puttingCode(place, wrapped), expectsAnswer: true }
      const answered = await run(channel, command)
      if (!answered.ok) return answered
      if (!equalBytes(answered.value, receipt)) return refuse(unexpected(command, 0x9000))
    }
    return ok(undefined)
  })
}

type Pins = { readonly pin1: string; readonly pin2: string }

/** By what the card asks for: its own rule of PIN lengths holds for whoever has the admin key too. */
async function judgePins(channel: CardChannel, pins: Pins): Promise<Result<void, SetPinsRefusal>> {
  const least = await readLeastDigits(channel)
  return least.ok ? judgeNewPins(pins, least.value) : least
}

const settingAnew = (reference: number, pin: string): Command => ({
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
