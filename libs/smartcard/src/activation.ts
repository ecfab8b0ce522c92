import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from './card-channel.ts'
import type { CardTrouble } from './words.ts'

export type ActivationRefusal =
  | { readonly kind: 'pin-not-4-to-8-digits'; readonly which: 'pin1' | 'pin2' }
  | { readonly kind: 'activation-code-not-8-digits' }
  | { readonly kind: 'wrong-activation-code'; readonly triesLeft: number }
  | { readonly kind: 'activation-code-blocked' }
  | CardTrouble

/** Sets both PINs by the activation code: the first time, and again when a PIN is blocked. */
export async function activateCard(
  _channel: CardChannel,
  _with: { readonly activationCode: string; readonly pin1: string; readonly pin2: string },
): Promise<Result<void, ActivationRefusal>> {
  throw new Error('not written yet')
}
