import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { judge, verifying } from '@sotevarmenne/smartcard/card-pins'
import { readChipSerial, readToken } from '@sotevarmenne/smartcard/card-facts'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { keySlots, purposes } from '@sotevarmenne/smartcard/layout'
import { isOfOurLayout } from '@sotevarmenne/smartcard/personaliser'
import { proveAdminKeyBy } from '@sotevarmenne/smartcard/prove-admin-key'
import type { AdminPurpose, CardTrouble } from '@sotevarmenne/smartcard/words'
import type { AdminProof } from '../../pki/ca/contract.ts'
import type { Made } from '#cards/card/contract.ts'
import type { AdminKeys } from '#cards/card/index.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'

/** Why the service does nothing with a card that it speaks to elsewhere. */
export type RelayedCardRefusal =
  /** The codes of cards of an older layout can't be set anew. */
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

/** Whether the card in the reader elsewhere is the one that it is to be: its chip and its number. */
export async function isThisCard(
  channel: CardChannel,
  made: Made,
): Promise<Result<void, RelayedCardRefusal>> {
  if (!isOfOurLayout(channel)) return refuse({ kind: 'card-of-another-layout' })
  const chipSerial = await readChipSerial(channel)
  if (!chipSerial.ok) return chipSerial
  const token = await readToken(channel)
  if (!token.ok) return token
  return chipSerial.value === made.chipSerial && token.value.cardNumber === made.cardNumber
    ? ok(undefined)
    : refuse({ kind: 'another-card' })
}

/** Has the signer answer the card's challenge: what the purpose allows is allowed until the card loses power. */
export async function proveTo(
  channel: CardChannel,
  made: Made,
  {
    adminKeys,
    purpose,
  }: { readonly adminKeys: Pick<AdminKeys, 'prove'>; readonly purpose: AdminPurpose },
): Promise<Result<AdminProof, RelayedCardRefusal>> {
  let proof: AdminProof | undefined
  const proved = await proveAdminKeyBy<RelayedCardRefusal>(channel, {
    purpose,
    chipSerial: made.chipSerial,
    answer: async ({ challenge, chipSerial }) => {
      const answered = await adminKeys.prove({
        cardNumber: made.cardNumber,
        version: made.adminKeyVersion,
        purpose,
        chipSerial,
        challenge,
      })
      if (answered.ok) {
        proof = answered.value
        return ok(answered.value.answer)
      }
      const { kind } = answered.refusal
      if (kind === 'too-many-admin-uses' || kind === 'signer-unavailable') return refuse({ kind })
      throw new Error(`the signer does not prove an admin key: ${kind}`)
    },
  })
  if (!proved.ok) return proved
  return proof && proved.value.kind === 'done' ? ok(proof) : refuse({ kind: 'admin-key-refused' })
}

/** What the card itself says after somebody elsewhere has set its PINs: none is blocked. */
export async function arePinsSet(channel: CardChannel): Promise<boolean> {
  for (const purpose of purposes) {
    const tries = await judge(channel, verifying(keySlots[purpose].pinReference, new Uint8Array()))
    if (tries.kind !== 'wrong-pin') return false
  }
  return true
}
