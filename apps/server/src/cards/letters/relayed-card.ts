import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { check, verifying } from '@sotevarmenne/smartcard/card-pins'
import { isOfOurLayout, readChipSerial, readToken } from '@sotevarmenne/smartcard/card-facts'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { knownLayoutOf } from '@sotevarmenne/smartcard/card-layouts'
import { purposes } from '@sotevarmenne/smartcard/layout'
import { proveAdminKeyBy } from '@sotevarmenne/smartcard/prove-admin-key'
import type { AdminPurpose, CardTrouble } from '@sotevarmenne/smartcard/words'
import type { AdminProof } from '../../pki/ca/contract.ts'
import type { ProductionData } from '#cards/card/contract.ts'
import type { AdminKeys } from '#cards/card/index.ts'
import type { RelayedChannel } from '#cards/card-relay/index.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'

/** Why the service refuses to work with a remote card. */
export type RelayedCardRefusal =
  /** The codes of cards with an older layout cannot be reset. */
  | { readonly kind: 'card-of-another-layout' }
  | { readonly kind: 'another-card' }
  | { readonly kind: 'admin-key-refused' }
  | { readonly kind: 'too-many-admin-uses' }
  | { readonly kind: 'signer-unavailable' }
  | { readonly kind: 'pins-not-set' }
  | CardTrouble

export type RenewCodeRefusal =
  | LetterRefusal
  | { readonly kind: 'code-already-on-card' }
  | { readonly kind: 'wrong-code-of-letter'; readonly triesLeft: number }
  | { readonly kind: 'code-of-letter-blocked' }
  | { readonly kind: 'too-many-relays' }

/** Whether the card in the remote reader is the expected one, by chip and card number. */
export async function isThisCard(
  channel: CardChannel,
  production: ProductionData,
): Promise<Result<void, RelayedCardRefusal>> {
  if (!(await isOfOurLayout(channel))) return refuse({ kind: 'card-of-another-layout' })
  const chipSerial = await readChipSerial(channel)
  if (!chipSerial.ok) return chipSerial
  const token = await readToken(channel)
  if (!token.ok) return token
  return chipSerial.value === production.chipSerial &&
    token.value.cardNumber === production.cardNumber
    ? ok(undefined)
    : refuse({ kind: 'another-card' })
}

/**
 * Has the signer respond to the card's challenge: what the purpose allows is allowed until the card loses
 * power.
 */
export async function proveTo(
  channel: CardChannel,
  production: ProductionData,
  {
    adminKeys,
    purpose,
  }: { readonly adminKeys: Pick<AdminKeys, 'prove'>; readonly purpose: AdminPurpose },
): Promise<Result<AdminProof, RelayedCardRefusal>> {
  let proof: AdminProof | undefined
  const proved = await proveAdminKeyBy<RelayedCardRefusal>(channel, {
    purpose,
    chipSerial: production.chipSerial,
    respond: async ({ challenge, chipSerial }) => {
      const answered = await adminKeys.prove({
        cardNumber: production.cardNumber,
        version: production.adminKeyVersion,
        purpose,
        chipSerial,
        challenge,
      })
      if (answered.ok) {
        proof = answered.value
        return ok(answered.value.response)
      }
      const { refusal } = answered
      if (refusal.kind === 'signer-unavailable') return refuse({ kind: 'signer-unavailable' })
      if (refusal.kind !== 'too-many-admin-uses')
        throw new Error(`the signer refused an admin key proof: ${refusal.kind}`)
      // Too many of other cards is nothing that this holder did.
      return refuse({ kind: refusal.of === 'card' ? refusal.kind : 'signer-unavailable' })
    },
  })
  if (!proved.ok) return proved
  return proof && proved.value.kind === 'done' ? ok(proof) : refuse({ kind: 'admin-key-refused' })
}

/**
 * Proves the admin key, and has the next step done beside the card. The first PIN that is set ends what the
 * proof opened: each PIN needs its own.
 */
export async function haveOwnStepDone(
  channel: RelayedChannel,
  production: ProductionData,
  proving: { readonly adminKeys: Pick<AdminKeys, 'prove'>; readonly purpose: AdminPurpose },
): Promise<Result<void, RelayedCardRefusal>> {
  const proved = await proveTo(channel, production, proving)
  if (!proved.ok) return proved
  return (await channel.ownStep()) ? ok(undefined) : refuse({ kind: 'pins-not-set' })
}

/** Whether the card itself reports that no PIN is blocked, after its PINs were set remotely. */
export async function arePinsSet(channel: CardChannel): Promise<boolean> {
  const { keySlots } = knownLayoutOf(channel)
  for (const purpose of purposes) {
    const tries = await check(channel, verifying(keySlots[purpose].pinReference, new Uint8Array()))
    if (tries.kind !== 'wrong-pin') return false
  }
  return true
}
