import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { endNow } from './report-ends.ts'
import { dueEnds, lockEnd, settleEnds } from './store.ts'

export const endDueKind = 'employments.endDue'

const pageSize = 200

/**
 * After their last day the planned ends are carried out, at the beginning of each day, and those of today in a file
 * when it was sent (R482). Each has its own transaction: one that fails holds up no other, and is tried again.
 */
export const endingDue = (deps: EmploymentsDeps) =>
  dailyJob(deps, endDueKind, async () => {
    const now = deps.clock.now()
    const faults: unknown[] = []
    let behind: PlaceInTime | undefined
    do {
      const due = await deps.db.read((tx) =>
        dueEnds(tx, { now, limit: pageSize, ...(behind && { behind }) }),
      )
      for (const { id } of due) await endOne(deps, id).catch((fault: unknown) => faults.push(fault))
      behind = due.length < pageSize ? undefined : due.at(-1)
    } while (behind !== undefined)
    if (faults.length > 0)
      throw new AggregateError(
        faults,
        `${String(faults.length)} reported ends were not carried out`,
      )
  })

const endOne = (deps: EmploymentsDeps, endId: string) =>
  deps.db.write(async (tx) => {
    const end = await lockEnd(tx, deps.sealing, endId)
    // It was withdrawn or carried out meanwhile.
    if (end?.standing.state !== 'planned') return ok(undefined)
    const { organisationId, facts } = end
    await settleEnds(tx, [end.endId], { state: 'ended', settledAt: deps.clock.now() })
    await endNow(deps, tx, deps.systemPermit('employments.endDue'), {
      ...{ organisationId, identityCode: facts.identityCode, endId },
    })
    return ok(undefined)
  })
