import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import { wipeBy, type WipeRefusal } from '@sotevarmenne/smartcard/personaliser'
import type { CardAtDesk, SpareCardsDeps } from './deps.ts'
import type { Plastic } from './domain/rules.ts'

/** The signer gave no answer, or no more of them for now. */
export type SignerSilent = { readonly kind: 'try-again-later' }

/** Empties the card: the signer answers the card's challenge, and the admin key stays there. */
export function wipeBySigner(
  { adminKeys }: Pick<SpareCardsDeps, 'adminKeys'>,
  card: CardAtDesk,
  { cardNumber, adminKeyVersion }: Plastic,
): Promise<Result<void, WipeRefusal | SignerSilent>> {
  return wipeBy<SignerSilent>(card, async ({ purpose, chipSerial, challenge }) => {
    // Of a blank that was never begun with there is no key, and it asks for none.
    if (cardNumber === undefined || adminKeyVersion === undefined) return ok(new Uint8Array(32))
    const proved = await adminKeys.prove({
      cardNumber,
      version: adminKeyVersion,
      purpose,
      chipSerial,
      challenge,
    })
    return proved.ok ? ok(proved.value.answer) : refuse({ kind: 'try-again-later' })
  })
}
