import { ok, type Result } from '@sotevarmenne/kernel/result'
import {
  respondToChallenge,
  challengeLength,
  purposeBytes,
  type AdminExchange,
} from './admin-key.ts'
import { run } from './apdu.ts'
import { fromHex } from './bytes.ts'
import { check } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { adminReference } from './layout.ts'
import type { StatusWord } from './status-word.ts'
import type { AdminPurpose, CardTrouble } from './words.ts'

type Proving = {
  readonly purpose: AdminPurpose
  /** Twenty hex digits. */
  readonly chipSerial: string
}

/**
 * Proves possession of the admin key to the card, without sending it. What the purpose allows is allowed
 * until the card loses power. A wrong key costs one of its tries.
 */
export const proveAdminKey = (
  channel: CardChannel,
  key: Uint8Array,
  proving: Proving,
): Promise<Result<StatusWord, CardTrouble>> =>
  proveAdminKeyBy(channel, {
    ...proving,
    respond: (exchange) => Promise.resolve(ok(respondToChallenge(key, exchange))),
  })

/** The same by requesting the response to the card's challenge from the holder of the key. */
export async function proveAdminKeyBy<Refused>(
  channel: CardChannel,
  {
    purpose,
    chipSerial,
    respond,
  }: Proving & {
    readonly respond: (exchange: AdminExchange) => Promise<Result<Uint8Array, Refused>>
  },
): Promise<Result<StatusWord, Refused | CardTrouble>> {
  const challenge = await run(channel, {
    name: 'get challenge',
    ins: 0x84,
    p1: 0,
    p2: 0,
    expectsResponse: true,
    wanted: challengeLength,
  })
  if (!challenge.ok) return challenge
  const answered = await respond({
    purpose,
    reference: adminReference,
    chipSerial: fromHex(chipSerial),
    challenge: challenge.value,
  })
  if (!answered.ok) return answered
  const checked = await check(channel, {
    name: 'prove admin key',
    ins: 0x82,
    p1: purposeBytes[purpose],
    p2: adminReference,
    data: answered.value,
  })
  return ok(checked)
}
