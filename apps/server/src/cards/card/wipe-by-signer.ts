import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { wipeBy, type WipeRefusal } from '@sotevarmenne/smartcard/personaliser'
import type { AdminKeys } from './ports.ts'

/** The signer did not respond, or its limit is reached for now. */
export type SignerSilent = { readonly kind: 'try-again-later' }

/** Identifies the admin key of a card. */
export type AdminKeyOfCard = {
  readonly cardNumber: string
  /** Version of the master key from which it was derived; undefined when unknown: probably the newest. */
  readonly adminKeyVersion: number | undefined
}

/**
 * Wipes a card that was produced here: the signer responds to the card's challenge, and the admin key stays
 * there. `of`: undefined for an unused blank card, which has no key and needs none.
 */
export function wipeBySigner(
  { adminKeys }: { readonly adminKeys: Pick<AdminKeys, 'prove'> },
  channel: CardChannel,
  of: AdminKeyOfCard | undefined,
): Promise<Result<void, WipeRefusal | SignerSilent>> {
  return wipeBy<SignerSilent>(channel, async ({ purpose, chipSerial, challenge }) => {
    if (!of) return ok(new Uint8Array(32))
    const { cardNumber, adminKeyVersion: version } = of
    const proved = await adminKeys.prove({ cardNumber, version, purpose, chipSerial, challenge })
    return proved.ok ? ok(proved.value.response) : refuse({ kind: 'try-again-later' })
  })
}
