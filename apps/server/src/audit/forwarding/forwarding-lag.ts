import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import { usedDestinations } from '../stores/forwarding.ts'
import { leavesFrom, readTree } from '../stores/tree.ts'
import { ownType } from './forward-audit-log.ts'

/** How far a destination of the SIEM is behind the audit log. */
export type ForwardingLag = {
  readonly destination: string
  readonly entries: number
  /** When the oldest entry that the destination lacks was recorded; absent without one. */
  readonly since?: Instant
}

/** For metrics: each destination that is configured (R651). */
export async function forwardingLags(tx: Tx): Promise<readonly ForwardingLag[]> {
  const { size } = await readTree(tx)
  const lags: ForwardingLag[] = []
  for (const { destination, position } of await usedDestinations(tx)) {
    // The entries about the forwarding, two a day at the most, wait for another: alone they are not behind.
    const oldest = (await leavesFrom(tx, position, maxOwn)).find(
      ({ stored }) => stored !== undefined && stored.entry.type !== ownType,
    )
    const isBehind = oldest !== undefined || size - position > maxOwn
    lags.push({
      destination,
      entries: isBehind ? size - position : 0,
      ...(oldest?.stored && { since: oldest.stored.entry.at }),
    })
  }
  return lags
}

const maxOwn = 10
