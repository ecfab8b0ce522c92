import { ok, type Result } from '@sotevarmenne/kernel/result'
import { runAll } from './apdu.ts'
import { historicalBytesOf } from './answer-to-reset.ts'
import type { CardChannel } from './card-channel.ts'
import { unreadable } from './card-facts.ts'
import type { CardProfile } from './card-profile.ts'
import { myEid } from './myeid-profile.ts'
import { s42 } from './s4-2/profile.ts'
import type { CardTrouble } from './words.ts'

const profiles: readonly CardProfile[] = [myEid, s42]

/**
 * The profile of the card in the channel, opened. A card of unknown layout gets no commands, so that it loses
 * no try.
 */
export async function recogniseCard(
  channel: CardChannel,
): Promise<Result<CardProfile, CardTrouble>> {
  const historicalBytes = historicalBytesOf(channel.atr)
  const profile = historicalBytes && profiles.find((each) => each.recognises(historicalBytes))
  if (!profile) return unreadable('answer to reset')
  const opened = await runAll(channel, profile.opening)
  return opened.ok ? ok(profile) : opened
}
