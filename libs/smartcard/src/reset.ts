import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { run, runAll, unexpected, withCard } from './apdu.ts'
import { knownLayoutOf } from './card-layouts.ts'
import { isActivationCode, checkNewPins, type NewPinsRefusal } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { pinBytes, puttingCode, settingAlone } from './production-commands.ts'
import type { OwnStep } from './relay-apdus.ts'
import { readMinDigits } from './use.ts'
import type { CardTrouble, KeyPurpose } from './words.ts'

/* What may be set on a card of ours after the proof of its admin key. */

/**
 * Own steps of a relay: PIN1, then PIN2, without the activation code. Each needs its own proof for the purpose
 * `pins`.
 */
export const pinSteps = (pins: Pins): readonly OwnStep[] => [
  (channel) => isDone(setPin(channel, 'authentication', pins)),
  (channel) => isDone(setPin(channel, 'signature', pins)),
]

/**
 * Own steps of a relay: the activation code from its letter with PIN1, after a proof for the purpose
 * `activation`; then PIN2, after one for `pins`.
 */
export function codeAndPinSteps({
  activationCode,
  ...pins
}: Pins & { readonly activationCode: string }): readonly OwnStep[] {
  if (!isActivationCode(activationCode)) throw new RangeError('activation code must have 8 digits')
  const [first, ...others] = pinSteps(pins)
  return [
    async (channel) =>
      (await isDone(putCode(channel, activationCode, pins))) && (await first?.(channel)) === true,
    ...others,
  ]
}

export type SetPinsRefusal =
  /** Nothing is changed on the card. */
  NewPinsRefusal | CardTrouble

/**
 * One of both PINs. The card is reset, so that nothing stays open: not every card ends the state that a proof
 * opened with the first PIN.
 */
function setPin(
  channel: CardChannel,
  purpose: KeyPurpose,
  pins: Pins,
): Promise<Result<void, SetPinsRefusal>> {
  return withCard(async () => {
    // Neither is set if the card requires another length of the other one.
    const checked = await checkPins(channel, pins)
    if (!checked.ok) return checked
    const pin = purpose === 'authentication' ? pins.pin1 : pins.pin2
    const layout = knownLayoutOf(channel)
    const { pinReference } = layout.keySlots[purpose]
    const set = await run(channel, settingAlone(pinReference, pinBytes(layout, pin)))
    await channel.reset()
    return set.ok ? ok(undefined) : set
  })
}

const putCode = (
  channel: CardChannel,
  activationCode: string,
  pins: Pins,
): Promise<Result<void, SetPinsRefusal>> =>
  withCard(async () => {
    const checked = await checkPins(channel, pins)
    if (!checked.ok) return checked
    const layout = knownLayoutOf(channel)
    return runAll(
      channel,
      layout.codePlaces.map((place) => puttingCode(place, pinBytes(layout, activationCode))),
    )
  })

/** A removed card is reported by the next command. */
const isDone = async (doing: Promise<Result<void, SetPinsRefusal>>): Promise<boolean> =>
  (await doing).ok

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
    const { codePlaces } = knownLayoutOf(channel)
    for (const { place, wrapped, receipt } of codes) {
      if (!codePlaces.includes(place)) continue
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
