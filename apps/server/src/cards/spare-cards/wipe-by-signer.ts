import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import { wipeBy, type WipeRefusal } from '@sotevarmenne/smartcard/personaliser'
import type { CardAtDesk, SpareCardsDeps } from './deps.ts'
import type { TakenChip } from './domain/rules.ts'

/** The signer did not respond, or its limit is reached for now. */
export type SignerSilent = { readonly kind: 'try-again-later' }

/** Wipes the card of a loan: the signer responds to the card's challenge, and the admin key stays there. */
export function wipeBySigner(
  { adminKeys }: Pick<SpareCardsDeps, 'adminKeys'>,
  card: CardAtDesk,
  taken: TakenChip | undefined,
): Promise<Result<void, WipeRefusal | SignerSilent>> {
  return wipeBy<SignerSilent>(card, async ({ purpose, chipSerial, challenge }) => {
    // An unused blank card has no key and needs none.
    if (!taken) return ok(new Uint8Array(32))
    const proved = await adminKeys.prove({
      cardNumber: taken.cardNumber,
      version: taken.adminKeyVersion,
      purpose,
      chipSerial,
      challenge,
    })
    return proved.ok ? ok(proved.value.response) : refuse({ kind: 'try-again-later' })
  })
}
