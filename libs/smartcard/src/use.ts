import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unexpected, withCard, type Command } from './apdu.ts'
import { digestLengths, hashOf, schemes } from './card-keys.ts'
import { isPin, check, type MinDigits, type Pin } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import type { CardIdentity, CardProfile } from './card-profile.ts'
import { purposes } from './layout.ts'
import { recogniseCard } from './recognise-card.ts'
import type { CardSignatureAlgorithm, CardTrouble, KeyPurpose } from './words.ts'

/** What a card shows without any PIN. */
export type CardInHand = CardIdentity & {
  readonly layout: CardProfile['name']
  readonly codeStays: CardProfile['codeStays']
  /**
   * False while both PINs are blocked: as delivered, or by wrong attempts. The remedy is the same: the
   * activation code.
   */
  readonly activated: boolean
  readonly pins: readonly PinInHand[]
  readonly certificates: readonly { readonly purpose: KeyPurpose; readonly der: Uint8Array }[]
  /** Issuer and root, in that order. */
  readonly chain: readonly Uint8Array[]
}

/** Identifies the card: a few commands where `readCard` needs dozens. */
export function identifyCard(channel: CardChannel): Promise<Result<CardIdentity, CardTrouble>> {
  return withCard<CardIdentity, CardTrouble>(async () => {
    const profile = await recogniseCard(channel)
    return profile.ok ? profile.value.readIdentity(channel) : profile
  })
}

/** Whether both readings are of the same card. */
export const isSameCard = (one: CardIdentity, other: CardIdentity): boolean =>
  one.cardNumber === other.cardNumber && one.chipSerial === other.chipSerial

/** Min digits of a new PIN, as the card itself says. */
export function readMinDigits(channel: CardChannel): Promise<Result<MinDigits, CardTrouble>> {
  return withCard(async () => {
    const profile = await recogniseCard(channel)
    if (!profile.ok) return profile
    const pin1 = await profile.value.readMinDigits(channel, 'authentication')
    if (!pin1.ok) return pin1
    const pin2 = await profile.value.readMinDigits(channel, 'signature')
    return pin2.ok ? ok({ pin1: pin1.value, pin2: pin2.value }) : pin2
  })
}

export type PinInHand = {
  readonly purpose: KeyPurpose
  readonly triesLeft: number
  readonly blocked: boolean
}

export function readCard(channel: CardChannel): Promise<Result<CardInHand, CardTrouble>> {
  return withCard<CardInHand, CardTrouble>(async () => {
    const profile = await recogniseCard(channel)
    if (!profile.ok) return profile
    const identity = await profile.value.readIdentity(channel)
    if (!identity.ok) return identity
    const read = await profile.value.readCertificates(channel)
    if (!read.ok) return read
    const pins = await queryPinTries(channel, profile.value)
    if (!pins.ok) return pins

    return ok({
      ...identity.value,
      layout: profile.value.name,
      // A card with a chip serial for us also has an admin key of ours.
      codeStays: profile.value.codeStays && identity.value.chipSerial === undefined,
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
  /** Found before any command to the card: no try is lost. */
  | { readonly kind: 'pin-not-4-to-8-digits' }

export type SignRefusal =
  | PinRefusal
  | { readonly kind: 'algorithm-does-not-fit-key' }
  | { readonly kind: 'digest-of-another-length' }
  | CardTrouble

export type SignRequest = {
  readonly purpose: KeyPurpose
  /** As bytes it stays the caller's to wipe; copies that are sent are wiped here. */
  readonly pin: Pin
  readonly algorithm: CardSignatureAlgorithm
} & ({ readonly data: Uint8Array } | { readonly digest: Uint8Array })

/**
 * Verifies the PIN and signs once; then the PIN is no longer verified. ECDSA signatures are DER (SEQUENCE of
 * r and s).
 */
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
    const recognised = await recogniseCard(channel)
    if (!recognised.ok) return recognised
    const profile = recognised.value
    const kind = await profile.enterKey(channel, purpose)
    if (!kind.ok) return kind
    if (kind.value.type !== type) return refuse({ kind: 'algorithm-does-not-fit-key' })

    const command = profile.verifying(purpose, pin)
    const isWiped = typeof pin !== 'string'
    const verified = await givePin(channel, { ...command, isWiped })
    if (!verified.ok) return verified
    const signed = await profile.sign(channel, { purpose, kind: kind.value, hash, digest })
    await profile.forgetCodes(channel)
    return signed
  })
}

export type ChangeRefusal =
  | PinRefusal
  /** By the rules of the card. */
  | { readonly kind: 'new-pin-too-short'; readonly minDigits: number }
  | CardTrouble

export function changePin(
  channel: CardChannel,
  {
    purpose,
    oldPin,
    newPin,
  }: { readonly purpose: KeyPurpose; readonly oldPin: string; readonly newPin: string },
): Promise<Result<void, ChangeRefusal>> {
  return withCard(async (): Promise<Result<void, ChangeRefusal>> => {
    if (!isPin(oldPin) || !isPin(newPin)) return refuse({ kind: 'pin-not-4-to-8-digits' })
    const profile = await recogniseCard(channel)
    if (!profile.ok) return profile
    const minDigits = await profile.value.readMinDigits(channel, purpose)
    if (!minDigits.ok) return minDigits
    if (newPin.length < minDigits.value)
      return refuse({ kind: 'new-pin-too-short', minDigits: minDigits.value })
    return givePin(channel, profile.value.changing(purpose, oldPin, newPin))
  })
}

async function givePin(
  channel: CardChannel,
  command: Command,
): Promise<Result<void, PinRefusal | CardTrouble>> {
  const checked = await check(channel, command)
  switch (checked.kind) {
    case 'done':
      return ok(undefined)
    case 'wrong-pin':
      return refuse({ kind: 'wrong-pin', triesLeft: checked.triesLeft })
    case 'pin-blocked':
      return refuse({ kind: 'pin-blocked' })
    case 'other':
      return refuse(unexpected(command, checked.status))
  }
}

async function queryPinTries(
  channel: CardChannel,
  { requestingTries, forgetCodes }: CardProfile,
): Promise<Result<readonly PinInHand[], CardTrouble>> {
  const pins: PinInHand[] = []
  for (const purpose of purposes) {
    const command = requestingTries(purpose)
    let requested = await check(channel, command)
    if (requested.kind === 'done') {
      // A PIN that another program left verified hides its tries.
      await forgetCodes(channel)
      requested = await check(channel, command)
    }
    if (requested.kind === 'other' || requested.kind === 'done') {
      const status = requested.kind === 'other' ? requested.status : 0x9000
      return refuse(unexpected(command, status))
    }
    const triesLeft = requested.kind === 'wrong-pin' ? requested.triesLeft : 0
    pins.push({ purpose, triesLeft, blocked: triesLeft === 0 })
  }
  return ok(pins)
}
