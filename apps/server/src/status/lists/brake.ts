import { randomUUID } from 'node:crypto'
import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { IssuerId } from '#authority/contract.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#revocation/index.ts'
import type { Hold, HoldId, ListsHeld } from '../contract.ts'
import { brakeWindow, isUnusual, type BrakeLimits } from '../domain/brake.ts'
import { findOpenHolds, insertHold, lastReleaseOf } from '../stores/holds.ts'

export type BrakeParts = {
  readonly db: Db
  readonly record: Record
  readonly revocations: Pick<Revocations, 'causesAfter'>
  /** How many certificates of the issuer there are. */
  readonly countIssued: (tx: Tx, issuer: IssuerId) => Promise<number>
  readonly limits: BrakeLimits
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
      const released = await lastReleaseOf(tx, issuer)
      const windowBegins = plus(now, -brakeWindow)
      const from = released !== undefined && released > windowBegins ? released : windowBegins
      const causes = await revocations.causesAfter(tx, { issuer, from })
      const revoked = causes.reduce((sum, { count }) => sum + count, 0)
      // Counting a million certificates takes a while: only where it can matter.
      if (!isUnusual({ revoked, issued: 0 }, limits)) return undefined
      const issued = await countIssued(tx, issuer)
      if (!isUnusual({ revoked, issued }, limits)) return undefined
      return { holdId: randomUUID() as HoldId, issuer, position, noticedAt: now, revoked, causes }
    }
  }
