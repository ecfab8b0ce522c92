import { ok, type Result } from '@sotevarmenne/kernel/result'
import { answerChallenge, challengeLength, purposeOctets, type AdminPurpose } from './admin-key.ts'
import { run } from './apdu.ts'
import { fromHex } from './bytes.ts'
import { judge } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { adminReference } from './layout.ts'
import type { Verdict } from './verdict.ts'
import type { CardTrouble } from './words.ts'

/**
 * Proves to the card that one has its admin key, which does not travel. What the purpose allows is allowed until the card
 * loses power. A wrong key costs one of its tries.
 */
export async function proveAdminKey(
  channel: CardChannel,
  key: Uint8Array,
  {
    purpose,
    chipSerial,
  }: {
    readonly purpose: AdminPurpose
    /** Twenty hex digits. */
    readonly chipSerial: string
  },
): Promise<Result<Verdict, CardTrouble>> {
  const challenge = await run(channel, {
    name: 'get challenge',
    ins: 0x84,
    p1: 0,
    p2: 0,
    expectsAnswer: true,
    wanted: challengeLength,
  })
  if (!challenge.ok) return challenge
  const exchange = {
    purpose,
    reference: adminReference,
    chipSerial: fromHex(chipSerial),
    challenge: challenge.value,
  }
  const judged = await judge(channel, {
    name: 'prove admin key',
    ins: 0x82,
    p1: purposeOctets[purpose],
    p2: adminReference,
    data: answerChallenge(key, exchange),
  })
  return ok(judged)
}
