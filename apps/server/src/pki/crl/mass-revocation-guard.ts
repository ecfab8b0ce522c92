import { randomUUID } from 'node:crypto'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { BrakeLimits, IssuerId } from '#pki/ca/contract.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { isUnusual } from '#platform/unusual.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Hold, HoldId, ListsHeld } from './contract.ts'
import { findOpenHolds, insertHold, lastReleaseOf } from './stores/paused-crls.ts'

export type BrakeParts = {
  readonly db: Db
  readonly record: Record
  readonly revocations: Pick<Revocations, 'causesAfter'>
  /** How many certificates of the issuer there are. */
  readonly countIssued: (tx: Tx, issuer: IssuerId) => Promise<number>
  readonly limits: (issuer: IssuerId) => BrakeLimits
}

/** How far an issuer's lists have come. */
export type Listed = { readonly issuer: IssuerId; readonly position: number }

/**
 * Looks at issuers where something was revoked, and holds the lists of those where it is unusually much. Answers every
 * hold that is open now, and those that are new.
 */
export const brake =
  ({ db, record, revocations, countIssued, limits }: BrakeParts) =>
  async (
    permit: Permit<'status.publishList'>,
    { touched, now }: { readonly touched: readonly Listed[]; readonly now: Instant },
  ): Promise<{ readonly open: readonly Hold[]; readonly added: readonly ListsHeld[] }> => {
    const { open, unusual } = await db.read(async (tx) => {
      const open = await findOpenHolds(tx)
      const found: Hold[] = []
      for (const { issuer, position } of touched) {
        if (open.some((hold) => hold.issuer === issuer)) continue
        const hold = await lookAt(tx, { issuer, position })
        if (hold !== undefined) found.push(hold)
      }
      return { open, unusual: found }
    })
    const added: ListsHeld[] = []
    for (const hold of unusual) {
      const { holdId, issuer, revoked, causes } = hold
      const event: ListsHeld = { type: 'ListsHeld', holdId, issuer, revoked, causes }
      await db.write(
        async (tx) => {
          // Another node may have been quicker.
          if (await insertHold(tx, hold)) {
            await record(tx, event, permit)
            added.push(event)
          }
          return ok(undefined)
        },
        { isolation: 'read committed' },
      )
    }
    return { open: [...open, ...unusual], added }

    async function lookAt(tx: Tx, { issuer, position }: Listed): Promise<Hold | undefined> {
      const { windowMinutes, ...most } = limits(issuer)
      // What two persons have seen and released is not counted again; what is on no list yet is, however long ago it came.
      const released = await lastReleaseOf(tx, issuer)
      const causes = await revocations.causesAfter(tx, {
        issuer,
        position: released,
        lately: { recordedFrom: plus(now, -windowMinutes * minute), listedUpTo: position },
      })
      const revoked = causes.reduce((sum, { count }) => sum + count, 0)
      // Counting a million certificates takes a while: only where it can matter.
      if (!isUnusual({ revoked, issued: 0 }, most)) return undefined
      const issued = await countIssued(tx, issuer)
      if (!isUnusual({ revoked, issued }, most)) return undefined
      const holdId = randomUUID() as HoldId
      const upTo = Math.max(position, released)
      return { holdId, issuer, position: upTo, noticedAt: now, revoked, causes }
    }
  }
