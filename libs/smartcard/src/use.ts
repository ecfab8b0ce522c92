import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unexpected, withCard, type Command } from './apdu.ts'
import { readCertificates, readChipSerial, readToken } from './card-facts.ts'
import { digestLengths, hashOf, schemes, selectKey, signDigest } from './card-keys.ts'
import { askTries, changing, isPin, judge, logOut, pinBlock, verifying } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { keySlots, purposes } from './layout.ts'
import type { CardSignatureAlgorithm, CardTrouble, KeyPurpose } from './words.ts'

/** What a card shows to whoever holds it, without any PIN. */
export type CardInHand = {
  readonly cardNumber: string
  readonly chipSerial: string
  readonly label: string
  /** False while both PINs are blocked: as delivered, or locked by hand. The remedy is the same: the activation code. */
  readonly activated: boolean
  readonly pins: readonly PinInHand[]
  readonly certificates: readonly { readonly purpose: KeyPurpose; readonly der: Uint8Array }[]
  /** Issuer and root, in that order. */
  readonly chain: readonly Uint8Array[]
}

export type PinInHand = {
  readonly purpose: KeyPurpose
  readonly triesLeft: number
  readonly blocked: boolean
}

export function readCard(channel: CardChannel): Promise<Result<CardInHand, CardTrouble>> {
  return withCard<CardInHand, CardTrouble>(async () => {
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const token = await readToken(channel)
    if (!token.ok) return token
    const read = await readCertificates(channel)
    if (!read.ok) return read
    const pins = await askPins(channel)
    if (!pins.ok) return pins

    return ok({
      cardNumber: token.value.cardNumber,
      chipSerial: chipSerial.value,
      label: token.value.label,
      activated: pins.value.some((pin) => !pin.blocked),
      pins: pins.value,
      certificates: purposes.flatMap((purpose) => {
        const der = read.value[purpose]
        return der ? [{ purpose, der }] : []
      }),
      chain: [read.value.issuer, read.value.root].filter((der) => der !== undefined),
    })
  })
}

export type PinRefusal =
  | { readonly kind: 'wrong-pin'; readonly triesLeft: number }
  | { readonly kind: 'pin-blocked' }
  /** Found before the card was asked: no try is lost. */
  | { readonly kind: 'pin-not-4-to-8-digits' }

export type SignRefusal =
  | PinRefusal
  | { readonly kind: 'algorithm-does-not-fit-key' }
  | { readonly kind: 'digest-of-another-length' }
  | CardTrouble

export type SignRequest = {
  readonly purpose: KeyPurpose
  readonly pin: string
  readonly algorithm: CardSignatureAlgorithm
} & ({ readonly data: Uint8Array } | { readonly digest: Uint8Array })

/** Verifies the PIN and signs once; the PIN is forgotten again. ECDSA signatures are DER (SEQUENCE of r and s). */
export function signWith(
  channel: CardChannel,
  request: SignRequest,
): Promise<Result<Uint8Array, SignRefusal>> {
  return withCard<Uint8Array, SignRefusal>(async () => {
    const { purpose, pin, algorithm } = request
    const { type, hash } = schemes[algorithm]
    const digest = 'digest' in request ? request.digest : hashOf(hash, request.data)
    if (!isPin(pin)) return refuse({ kind: 'pin-not-4-to-8-digits' })
    if (digest.length !== digestLengths[hash]) return refuse({ kind: 'digest-of-another-length' })
    const kind = await selectKey(channel, purpose)
    if (!kind.ok) return kind
    if (kind.value.type !== type) return refuse({ kind: 'algorithm-does-not-fit-key' })

    const { pinReference } = keySlots[purpose]
    const verified = await givePin(channel, verifying(pinReference, pinBlock(pin)))
    if (!verified.ok) return verified
    const signed = await signDigest(channel, purpose, kind.value, hash, digest)
    await logOut(channel)
    return signed
  })
}

export function changePin(
  channel: CardChannel,
  {
    purpose,
    oldPin,
    newPin,
  }: { readonly purpose: KeyPurpose; readonly oldPin: string; readonly newPin: string },
): Promise<Result<void, PinRefusal | CardTrouble>> {
  return withCard(async (): Promise<Result<void, PinRefusal | CardTrouble>> => {
    if (!isPin(oldPin) || !isPin(newPin)) return refuse({ kind: 'pin-not-4-to-8-digits' })
    const { pinReference } = keySlots[purpose]
    return givePin(channel, changing(pinReference, pinBlock(oldPin), pinBlock(newPin)))
  })
}

async function givePin(
  channel: CardChannel,
  command: Command,
): Promise<Result<void, PinRefusal | CardTrouble>> {
  const judged = await judge(channel, command)
  switch (judged.kind) {
    case 'done':
      return ok(undefined)
    case 'wrong-pin':
      return refuse({ kind: 'wrong-pin', triesLeft: judged.triesLeft })
    case 'pin-blocked':
      return refuse({ kind: 'pin-blocked' })
    case 'other':
      return refuse(unexpected(command, judged.status))
  }
}

async function askPins(channel: CardChannel): Promise<Result<readonly PinInHand[], CardTrouble>> {
  // A PIN that another program left verified would hide its tries.
  await logOut(channel)
  const pins: PinInHand[] = []
  for (const purpose of purposes) {
    const { pinReference } = keySlots[purpose]
    const asked = await askTries(channel, pinReference)
    if (asked.kind === 'other' || asked.kind === 'done') {
      const status = asked.kind === 'other' ? asked.status : 0x9000
      return refuse(unexpected(verifying(pinReference, new Uint8Array()), status))
    }
    const triesLeft = asked.kind === 'wrong-pin' ? asked.triesLeft : 0
    pins.push({ purpose, triesLeft, blocked: triesLeft === 0 })
  }
  return ok(pins)
}
