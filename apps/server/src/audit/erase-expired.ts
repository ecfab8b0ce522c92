import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { EntriesErased } from './contract.ts'
import { retainedSince } from './domain/retention.ts'
import { checkpointsAbove } from './stores/checkpoints.ts'
import { eraseEntries, latestErasure, sizeToErase } from './stores/erasure.ts'

export type EraseDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  /** The retention of an entry. */
  readonly retentionYears: number
}

/**
 * Erases the start of the audit log up to the last checkpoint that was signed before the retention period.
 * Entries are erased with their salt; their digests stay in the tree. Each piece is erased and recorded in
 * one transaction: a missing entry without such a record was removed by somebody. At most a month of the log
 * is erased at once: a clock that jumps is noticed before everything is erased. Returns how far the log is
 * erased.
 */
export const eraseExpired =
  ({ db, clock, record, retentionYears: years }: EraseDeps) =>
  async (permit: Permit<'audit.eraseEntries'>): Promise<number> => {
    const signedBefore = await db.read(async (tx) => {
      const before = (await latestErasure(tx))?.before ?? 0
      const [oldest] = await checkpointsAbove(tx, before, 1)
      const end = retainedSince(clock.now(), years)
      return oldest ? instant(Math.min(end, plus(oldest.at, month))) : end
    })
    for (;;) {
      const erased = await db.write(async (tx) => {
        const before = (await latestErasure(tx))?.before ?? 0
        const size = await sizeToErase(tx, { erased: before, signedBefore, piece })
        if (size === undefined) return ok({ size: before, isDone: true })

        await eraseEntries(tx, before, size)
        const event: EntriesErased = { type: 'EntriesErased', before: size, years }
        await record(tx, event, permit)
        return ok({ size, isDone: false })
      })
      if (erased.ok && erased.value.isDone) return erased.value.size
    }
  }

const piece = 10_000
const month = 31 * day

const kind = 'audit.eraseExpired'

/** Plans the day's erasure, in quiet hours. Once a day, however often it is planned. */
export function planErasure(planJob: PlanJob, tx: Tx, today: LocalDate): Promise<void> {
  return planJob(tx, { kind, key: today, payload: {}, dueAt: plus(startOfDay(today), 3 * hour) })
}

/** The day's erasure; it plans the next one. */
export const eraseDaily = (
  deps: EraseDeps & {
    readonly planJob: PlanJob
    readonly erasePermit: () => Permit<'audit.eraseEntries'>
  },
): JobHandler => ({
  kind,
  handle: async () => {
    await eraseExpired(deps)(deps.erasePermit())
    const planned = await deps.db.write(async (tx) => {
      await planErasure(deps.planJob, tx, addDays(dateInHelsinki(deps.clock.now()), 1))
      return ok(undefined)
    })
    if (!planned.ok) throw new Error('unreachable: planning is never refused')
  },
})
