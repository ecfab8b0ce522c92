import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unexpected, withCard } from './apdu.ts'
import {
  isActivationCode,
  check,
  checkNewPins,
  minOfAnyCard,
  type NewPinsRefusal,
} from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import type { CardProfile } from './card-profile.ts'
import { recogniseCard } from './recognise-card.ts'
import { readMinDigits } from './use.ts'
import type { CardTrouble } from './words.ts'

export type ActivationRefusal =
  | NewPinsRefusal
  | { readonly kind: 'activation-code-not-8-digits' }
  | { readonly kind: 'wrong-activation-code'; readonly triesLeft: number }
  | { readonly kind: 'activation-code-blocked' }
  | CardTrouble

/**
 * Sets both PINs by the activation code: the first time, and again when a PIN is blocked. A malformed
 * code or PIN costs no attempt. If the card is pulled out between the PINs, repeat the activation.
 */
export function activateCard(
  channel: CardChannel,
  {
    activationCode,
    pin1,
    pin2,
  }: { readonly activationCode: string; readonly pin1: string; readonly pin2: string },
): Promise<Result<void, ActivationRefusal>> {
  return withCard(async (): Promise<Result<void, ActivationRefusal>> => {
    if (!isActivationCode(activationCode)) return refuse({ kind: 'activation-code-not-8-digits' })
    const pins = checkNewPins({ pin1, pin2 }, minOfAnyCard)
    if (!pins.ok) return pins

    const profile = await recogniseCard(channel)
    if (!profile.ok) return profile
    const min = await readMinDigits(channel)
    if (!min.ok) return min
    const checked = checkNewPins({ pin1, pin2 }, min.value)
    if (!checked.ok) return checked
    const { settingByCode, forgetCodes } = profile.value
    const first = await setPin(channel, settingByCode('authentication', activationCode, pin1))
    const both = first.ok
      ? await setPin(channel, settingByCode('signature', activationCode, pin2))
      : first
    await forgetCodes(channel)
    return both
  })
}

async function setPin(
  channel: CardChannel,
  commands: ReturnType<CardProfile['settingByCode']>,
): Promise<Result<void, ActivationRefusal>> {
  for (const command of commands) {
    const checked = await check(channel, command)
    switch (checked.kind) {
      case 'done':
        break
      case 'wrong-pin':
        return refuse({ kind: 'wrong-activation-code', triesLeft: checked.triesLeft })
      case 'pin-blocked':
        return refuse({ kind: 'activation-code-blocked' })
      case 'other':
        return refuse(unexpected(command, checked.status))
    }
  }
  return ok(undefined)
}
