import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { isWorkingDay } from '@sotevarmenne/kernel/working-days'
import type { InboxDeps } from './deps.ts'
import { insertDay, isDayPlanned, wantingDigest } from './digest-store.ts'
import { countsOf } from './waiting.ts'

/** In the morning, by the clock of Finland; no clock changes between midnight and then on a working day. */
const sentAfterHours = 7

/**
 * Plans the digests of a working day, once: a restart sends nothing twice, and after an interruption they are
 * sent later that day. Nothing goes to an officer for whom nothing waits, or who is none any more (R543).
 */
export const planDigests =
  (deps: Pick<InboxDeps, 'db' | 'clock' | 'roles' | 'sources' | 'planNotice'>) =>
  async (): Promise<void> => {
    const now = deps.clock.now()
    const today = dateInHelsinki(now)
    if (!isWorkingDay(today) || now < plus(startOfDay(today), sentAfterHours * hour)) return
    if (await deps.db.read((tx) => isDayPlanned(tx, today))) return
    await deps.db.write(async (tx) => {
      if (!(await insertDay(tx, today, now))) return ok(undefined)
      for (const personId of await wantingDigest(tx)) {
        const { kinds, mine } = await countsOf(deps, tx, personId)
        const waiting = kinds.filter((one) => one.waiting > 0)
        if (waiting.length === 0) continue
        const oldest = Math.min(...waiting.flatMap((one) => one.oldest ?? []))
        await deps.planNotice(tx, {
          ...{ personId, kind: 'inbox-waits' },
          facts: {
            day: dateInHelsinki(instant(oldest)),
            inbox: {
              kinds: waiting.map(({ kind, waiting: count, overdue }) => ({
                ...{ kind, waiting: count, overdue },
              })),
              mine,
            },
          },
          cause: `digest of the inbox ${today} ${personId}`,
        })
      }
      return ok(undefined)
    })
  }
