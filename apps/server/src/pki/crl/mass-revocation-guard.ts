import { randomUUID } from 'node:crypto'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { GuardLimits, IssuerId } from '#pki/ca/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { isUnusual } from '#platform/unusual.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Pause, PauseId, CrlsPaused } from './contract.ts'
import { findOpenPauses, insertPause, lastReleaseOf } from './stores/paused-crls.ts'

export type GuardParts = Pick<Runtime, 'db' | 'record'> & {
  readonly revocations: Pick<Revocations, 'causesAfter'>
  /** How many certificates the issuer has issued. */
  readonly countIssued: (tx: Tx, issuer: IssuerId) => Promise<number>
  readonly limits: (issuer: IssuerId) => GuardLimits
}

/** Up to which position an issuer's CRLs go. */
export type Listed = { readonly issuer: IssuerId; readonly position: number }

/**
 * Against a mass revocation by mistake: checks issuers where something was revoked, and pauses the CRLs of
 * those where it is unusually much.
 * Returns every pause that is open now, and the new ones.
 */
export const guard =
  ({ db, record, revocations, countIssued, limits }: GuardParts) =>
  async (
    permit: Permit<'crl.publishCrl'>,
    { touched, now }: { readonly touched: readonly Listed[]; readonly now: Instant },
  ): Promise<{ readonly open: readonly Pause[]; readonly added: readonly CrlsPaused[] }> => {
    const { open, unusual } = await db.read(async (tx) => {
      const open = await findOpenPauses(tx)
      const found: Pause[] = []
      for (const { issuer, position } of touched) {
        if (open.some((pause) => pause.issuer === issuer)) continue
        const pause = await lookAt(tx, { issuer, position })
        if (pause !== undefined) found.push(pause)
      }
      return { open, unusual: found }
    })
    const added: CrlsPaused[] = []
    for (const pause of unusual) {
      const { pauseId, issuer, revoked, causes } = pause
      const event: CrlsPaused = { type: 'CrlsPaused', pauseId, issuer, revoked, causes }
      await db.write(
        async (tx) => {
          // Another node may have been faster.
          if (await insertPause(tx, pause)) {
            await record(tx, event, permit)
            added.push(event)
          }
          return ok(undefined)
        },
        { isolation: 'read committed' },
      )
    }
    return { open: [...open, ...unusual], added }

    async function lookAt(tx: Tx, { issuer, position }: Listed): Promise<Pause | undefined> {
      const { windowMinutes, ...max } = limits(issuer)
      // What two persons have seen and released is not counted again; what is on no CRL yet is, at any age.
      const released = await lastReleaseOf(tx, issuer)
      const causes = await revocations.causesAfter(tx, {
        issuer,
        position: released,
        lately: { recordedFrom: plus(now, -windowMinutes * minute), listedUpTo: position },
      })
      const revoked = causes.reduce((sum, { count }) => sum + count, 0)
      // Counting a million certificates takes a while: only done where it can matter.
      if (!isUnusual({ revoked, issued: 0 }, max)) return undefined
      const issued = await countIssued(tx, issuer)
      if (!isUnusual({ revoked, issued }, max)) return undefined
      const pauseId = randomUUID() as PauseId
      const upTo = Math.max(position, released)
      return { pauseId, issuer, position: upTo, noticedAt: now, revoked, causes }
    }
  }
