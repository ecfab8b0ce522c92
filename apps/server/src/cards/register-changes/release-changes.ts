import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/registers'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personOf } from '#platform/permit.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import type { RegisterChangesReleaseApproved, RegisterChangesReleased } from './contract.ts'
import { reportedBy } from './domain/assess.ts'
import { countPaused, releasePaused } from './stores/changes.ts'
import { queueQuery } from './stores/feeds.ts'
import { lockPause, saveFirstApproval, saveRelease } from './stores/pauses.ts'
import type { ChangesDeps } from './deps.ts'
import { texts } from './texts.ts'

export type ReleaseChangesRefusal =
  | { readonly kind: 'pause-not-found' }
  | { readonly kind: 'already-released' }
  | SecondPersonRequired
  /** This person has not viewed the pause up to that change. */
  | { readonly kind: 'not-shown' }

type Release = Promise<Result<ResponseOf<typeof contracts.releaseChanges>, ReleaseChangesRefusal>>

/**
 * Approves that the viewed paused changes are applied (dual control). The first approval is stored; the
 * second releases them, up to the last change that both have seen, after the register was queried about each
 * again: changes that it has taken back meanwhile lapse.
 */
export const releaseChanges = operation({
  contract: contracts.releaseChanges,
  problems: {
    'pause-not-found': { status: 404, ...texts.pauseNotFound },
    'already-released': { status: 409, ...texts.alreadyReleased },
    ...dualControlProblems,
    'not-shown': { status: 409, ...texts.notShown },
  },
  handle:
    ({ db, clock, record }: Pick<ChangesDeps, 'db' | 'clock' | 'record'>) =>
    (permit, { pauseId, upTo }): Release =>
      db.write(
        async (tx): Release => {
          const pause = await lockPause(tx, pauseId)
          if (pause === undefined) return refuse({ kind: 'pause-not-found' })
          if (pause.isReleased) return refuse({ kind: 'already-released' })
          const person = personOf(permit)
          const { first } = pause
          const second = checkDualControl(person, [first?.person])
          if (!second.ok) return second
          const paused = await countPaused(tx, pause.pauseId)
          if (paused.cards > 0 && upTo > paused.upTo) return refuse({ kind: 'not-shown' })

          const now = clock.now()
          const covered = Math.min(upTo, first?.upTo ?? upTo)
          const { cards } = await countPaused(tx, pause.pauseId, covered)
          const approval = { person, at: now, upTo: covered, cards }
          if (first === undefined) {
            await saveFirstApproval(tx, pause.pauseId, approval)
            const event: RegisterChangesReleaseApproved = {
              ...{ type: 'RegisterChangesReleaseApproved', pauseId: pause.pauseId, cards },
            }
            await record(tx, event, permit)
            return ok({ state: 'awaits-second' })
          }
          await saveRelease(tx, pause.pauseId, approval)
          const released = await releasePaused(tx, { pauseId: pause.pauseId, upTo: covered, now })
          for (const { personId, kind, eventId } of released)
            await queueQuery(tx, { personId, register: reportedBy[kind], eventId, dueAt: now })
          const event: RegisterChangesReleased = {
            ...{ type: 'RegisterChangesReleased', pauseId: pause.pauseId, cards },
          }
          await record(tx, event, permit)
          return ok({ state: 'released' })
        },
        { isolation: 'read committed' },
      ),
})
