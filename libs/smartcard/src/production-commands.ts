import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate } from '@sotevarmenne/x509/der'
import { runAll, type Command } from './apdu.ts'
import { asciiBytes, random, randomDigits } from './bytes.ts'
import type { CardChannel } from './card-channel.ts'
import { knownLayoutOf } from './card-layouts.ts'
import { hashFor, hashOf, keyKindOf, signDigest, type CardKey } from './card-keys.ts'
import { logOut, pinBlock, resetting } from './card-pins.ts'
import {
  activationTries,
  adminReference,
  maxPinDigits,
  purposes,
  type CardLayout,
} from './layout.ts'
import { selectingDirectory } from './s4-2/commands.ts'
import { slots } from './s4-2/layout.ts'
import { s42 } from './s4-2/profile.ts'
import type { CardTrouble, KeyPurpose, PinRules } from './words.ts'

/*
 * What production sends to a card where its layouts differ.
 */

/** As it is sent to the card. */
export const pinBytes = (layout: CardLayout, digits: string): Uint8Array =>
  layout.arePinsPadded ? pinBlock(digits) : asciiBytes(digits)

/** A PIN or code that nobody knows, as it is sent. Where it is sent as typed, a card takes digits only. */
export const unknownPin = ({ arePinsPadded }: CardLayout): Uint8Array =>
  arePinsPadded ? random(maxPinDigits) : asciiBytes(randomDigits(maxPinDigits))

/** Creates both PINs, and their activation code. The admin key may reset them and the code. */
export function makingPins(
  layout: CardLayout,
  { pins, activationCode }: { readonly pins: PinRules; readonly activationCode: string },
): readonly Command[] {
  const { codeReference } = layout
  const code = asciiBytes(activationCode)
  if (codeReference === undefined)
    return purposes.map((purpose) =>
      making(
        layout.keySlots[purpose].pinReference,
        concatenate(random(8), code, Uint8Array.of(pins.tries, activationTries, 0, adminReference)),
      ),
    )
  return [
    ...purposes.map((purpose) =>
      making(
        layout.keySlots[purpose].pinReference,
        concatenate(unknownPin(layout), Uint8Array.of(pins.tries, adminReference)),
      ),
    ),
    making(codeReference, concatenate(code, Uint8Array.of(activationTries, adminReference))),
  ]
}

const making = (reference: number, data: Uint8Array): Command => ({
  name: `make PIN ${String(reference)}`,
  ins: 0xda,
  p1: 0x01,
  p2: reference,
  data,
})

/** Sets the PIN by the activation code. A card reports a wrong or blocked code at the first of them. */
export function settingByCode(
  { keySlots, codeReference }: CardLayout,
  purpose: KeyPurpose,
  { code, pin }: { readonly code: Uint8Array; readonly pin: Uint8Array },
): readonly [Command, ...Command[]] {
  const { pinReference } = keySlots[purpose]
  if (codeReference === undefined) return [resetting(pinReference, code, pin)]
  return [
    { name: 'verify activation code', ins: 0x20, p1: 0, p2: codeReference, data: code },
    settingAlone(pinReference, pin),
  ]
}

/** RESET RETRY COUNTER with the new PIN alone, after the proof of the admin key. */
export const settingAlone = (reference: number, pin: Uint8Array): Command => ({
  name: `set PIN ${String(reference)}`,
  ins: 0x2c,
  p1: 0x02,
  p2: reference,
  data: pin,
})

/** An activation code, as typed or wrapped, after the proof of the admin key for that. */
export const puttingCode = (place: number, data: Uint8Array): Command => ({
  name: `put code ${place.toString(16)}`,
  ins: 0xda,
  p1: 0x01,
  p2: place,
  data,
})

/** Makes the card clear every verified code and proof. */
export const forgetCodes = (channel: CardChannel, { name }: CardLayout): Promise<void> =>
  name === 'myeid' ? logOut(channel) : s42.forgetCodes(channel)

/**
 * Signs the challenge by the hash of the key's strength. The caller has verified the PIN, if the card
 * requires one, and selected the application on a card that has the keys there.
 */
export async function signChallenge(
  channel: CardChannel,
  { purpose, spki }: CardKey,
  challenge: Uint8Array,
): Promise<Result<Uint8Array, CardTrouble>> {
  const layout = knownLayoutOf(channel)
  const kind = keyKindOf(spki)
  if (!kind) return refuse({ kind: 'card-unreadable', file: layout.keySlots[purpose].path })
  const hash = hashFor(kind)
  const digest = hashOf(hash, challenge)
  if (layout.name === 'myeid') return signDigest(channel, purpose, kind, hash, digest)
  const entered = await runAll(channel, [
    selectingDirectory('master'),
    selectingDirectory(slots[purpose].directory),
  ])
  return entered.ok ? s42.sign(channel, { purpose, kind, hash, digest }) : entered
}
