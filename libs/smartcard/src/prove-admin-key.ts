import { ok, type Result } from '@sotevarmenne/kernel/result'
import { answerChallenge, challengeLength, purposeOctets, type AdminExchange } from './admin-key.ts'
import { run } from './apdu.ts'
import { fromHex } from './bytes.ts'
import { judge } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { adminReference } from './layout.ts'
import type { Verdict } from './verdict.ts'
import type { AdminPurpose, CardTrouble } from './words.ts'

type Proving = {
  readonly purpose: AdminPurpose
  /** Twenty hex digits. */
  readonly chipSerial: string
}

/**
 * Proves to the card that one has its admin key, which does not travel. What the purpose allows is allowed until the card
 * loses power. A wrong key costs one of its tries.
 */
export const proveAdminKey = (
  channel: CardChannel,
  key: Uint8Array,
  proving: Proving,
): Promise<Result<Verdict, CardTrouble>> =>
  proveAdminKeyBy(channel, {
    ...proving,
    answer: (exchange) => Promise.resolve(ok(answerChallenge(key, exchange))),
  })

/** The same by asking whoever has the key for its answer to the card's challenge. */
export async function proveAdminKeyBy<Refused>(
  channel: CardChannel,
  {
    purpose,
    chipSerial,
    answer,
  }: Proving & {
    readonly answer: (exchange: AdminExchange) => Promise<Result<Uint8Array, Refused>>
  },
): Promise<Result<Verdict, Refused | CardTrouble>> {
  const challenge = await run(channel, {
    name: 'get challenge',
    ins: 0x84,
    p1: 0,
    p2: 0,
    expectsAnswer: true,
    wanted: challengeLength,
  })
  if (!challenge.ok) return challenge
  const answered = await answer({
    purpose,
    reference: adminReference,
    chipSerial: fromHex(chipSerial),
    challenge: challenge.value,
  })
  if (!answered.ok) return answered
  const judged = await judge(channel, {
    name: 'prove admin key',
    ins: 0x82,
    p1: purposeOctets[purpose],
    p2: adminReference,
    data: answered.value,
  })
  return ok(judged)
}
