import { formatInstant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/crl'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import { operation } from '#platform/operation.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Pause, CrlsReleaseApproved, CrlsReleased } from './contract.ts'
import { findOpenPauses, lockPause, saveFirstApproval, saveRelease } from './stores/paused-crls.ts'
import { texts } from './texts.ts'

export type Holding = Pick<Runtime, 'db' | 'record' | 'clock'> & {
  readonly revocations: Pick<Revocations, 'causesAfter' | 'touchedSince'>
}

/** Which CRLs are paused, with the revocations that are pending release now. */
export const viewPauses = operation({
  contract: contracts.viewPauses,
  problems: {},
  handle:
    ({ db, revocations }: Holding) =>
    async (permit): Promise<Result<ResponseOf<typeof contracts.viewPauses>, never>> => {
      const pauses = await db.read(async (tx) => {
        const open = await findOpenPauses(tx)
        return Promise.all(
          open.map(async (pause) => ({ pause, waiting: await waitingFor(revocations, tx, pause) })),
        )
      })
      return ok({ pauses: pauses.map((one) => shown(one, personOf(permit))) })
    },
})

/**
 * How many revocations of each issuer are pending because its CRLs are paused, by cause; other issuers are
 * absent.
 */
export const pausedRevocations =
  ({ revocations }: Pick<Holding, 'revocations'>) =>
  async (tx: Tx): Promise<readonly PausedRevocations[]> => {
    const paused: PausedRevocations[] = []
    for (const pause of await findOpenPauses(tx)) {
      const { causes } = await waitingFor(revocations, tx, pause)
      for (const { cause, count } of causes) paused.push({ issuer: pause.issuer, cause, count })
    }
    return paused
  }

type PausedRevocations = { readonly issuer: string; readonly cause: string; readonly count: number }

export type ReleaseRefusal =
  | { readonly kind: 'pause-not-found' }
  | { readonly kind: 'already-released' }
  | SecondPersonRequired
  /** No view of this pause ended with that revocation. */
  | { readonly kind: 'not-shown' }

/**
 * Agrees that what was shown of paused CRLs is published on them. The first person's agreement is stored;
 * with the second's the CRLs continue, up to the last revocation that both have seen. The guard checks what
 * came later: where it is unusually much, the CRLs are paused again.
 */
export const releasePause = operation({
  contract: contracts.releasePause,
  problems: {
    'pause-not-found': { status: 404, ...texts.pauseNotFound },
    'already-released': { status: 409, ...texts.alreadyReleased },
    ...dualControlProblems,
    'not-shown': { status: 409, ...texts.notShown },
  },
  handle:
    ({ db, record, clock, revocations }: Holding) =>
    (permit, { pauseId, upTo }) =>
      db.write(
        async (tx): Promise<Result<ResponseOf<typeof contracts.releasePause>, ReleaseRefusal>> => {
          const found = await lockPause(tx, pauseId)
          if (found === undefined) return refuse({ kind: 'pause-not-found' })
          if (found.isReleased) return refuse({ kind: 'already-released' })
          const { pause } = found
          const person = personOf(permit)
          const { first } = pause
          const second = checkDualControl(person, [first?.person])
          if (!second.ok) return second
          const last = await lastWaiting(revocations, tx, pause)
          if (upTo <= pause.position || upTo > last) return refuse({ kind: 'not-shown' })

          const covered = Math.min(upTo, first?.upTo ?? upTo)
          const { revoked } = await waitingFor(revocations, tx, pause, covered)
          const about = { pauseId: pause.pauseId, issuer: pause.issuer, revoked }
          const agreement = { person, at: clock.now(), upTo: covered, revoked }
          if (first === undefined) {
            await saveFirstApproval(tx, pause.pauseId, agreement)
            const event: CrlsReleaseApproved = { type: 'CrlsReleaseApproved', ...about }
            await record(tx, event, permit)
            return ok({ state: 'awaits-second' })
          }
          await saveRelease(tx, pause.pauseId, agreement)
          const event: CrlsReleased = { type: 'CrlsReleased', ...about }
          await record(tx, event, permit)
          return ok({ state: 'released' })
        },
      ),
})

type Waiting = Pick<Pause, 'revoked' | 'causes'> & {
  /** Position of the last of them. */
  readonly upTo: number
}

/** What is revoked and pending release: all of it, or up to a position. */
async function waitingFor(
  revocations: Holding['revocations'],
  tx: Tx,
  pause: Pick<Pause, 'issuer' | 'position'>,
  until?: number,
): Promise<Waiting> {
  const upTo = until ?? (await lastWaiting(revocations, tx, pause))
  const { issuer, position } = pause
  const causes = await revocations.causesAfter(tx, { issuer, position, upTo })
  return { causes, upTo, revoked: causes.reduce((sum, { count }) => sum + count, 0) }
}

async function lastWaiting(
  revocations: Holding['revocations'],
  tx: Tx,
  { issuer, position }: Pick<Pause, 'issuer' | 'position'>,
): Promise<number> {
  const touched = await revocations.touchedSince(tx, position)
  return Math.max(
    position,
    ...touched.filter((scope) => scope.issuer === issuer).map(({ last }) => last),
  )
}

const shown = (
  {
    pause: { pauseId, issuer, noticedAt, first },
    waiting: { revoked, causes, upTo },
  }: { readonly pause: Pause; readonly waiting: Waiting },
  by: string,
) => ({
  pauseId,
  issuer,
  noticedAt: formatInstant(noticedAt),
  revoked,
  causes: [...causes],
  upTo,
  ...(first !== undefined && {
    firstApprovedAt: formatInstant(first.at),
    firstRevoked: first.revoked,
  }),
  may: checkDualControl(by, [first?.person]).ok ? ['release' as const] : [],
})
