import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Job, JobHandler } from '#platform/outbox.ts'
import type { Visit, VisitForgotten, VisitReminderDue } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { forgottenAt, remindedAt } from './domain/keeping.ts'
import { lockVisit, saveVisit } from './store.ts'

/** Plans what follows from a visit at its time, in the transaction that books, moves or takes it. */
export async function planKeeping(
  { planJob, clock }: Pick<VisitsDeps, 'planJob' | 'clock'>,
  tx: Tx,
  visit: Visit,
): Promise<void> {
  const { visitId, moves, isWalkIn } = visit
  const job = { key: `${visitId}/${String(moves)}`, payload: { visitId, moves } }
  const reminder = isWalkIn ? undefined : remindedAt(visit, clock.now())
  if (reminder !== undefined) await planJob(tx, { kind: 'visits.remind', ...job, dueAt: reminder })
  await planJob(tx, { kind: 'visits.forget', ...job, dueAt: forgottenAt(visit) })
}

/** What each job does, unless the visit was moved since it was planned: then another one does. */
export const followVisits = (deps: VisitsDeps): readonly JobHandler[] => [
  {
    kind: 'visits.remind',
    handle: (job) =>
      withVisit(deps, job, async (tx, visit) => {
        // A job may run long after its time: nobody is reminded of what has begun.
        if (visit.state !== 'booked' || visit.startsAt <= deps.clock.now()) return
        const { visitId, pointId, startsAt } = visit
        const due: VisitReminderDue = {
          type: 'VisitReminderDue',
          ...{ visitId, pointId, startsAt: formatInstant(startsAt) },
        }
        await deps.record(tx, due, deps.systemPermit('visits.remindOfVisit'))
      }),
  },
  {
    kind: 'visits.forget',
    handle: (job) =>
      withVisit(deps, job, async (tx, visit) => {
        const { personal, ...rest } = visit
        if (!personal) return
        await saveVisit(tx, deps.sealing, rest)
        const { visitId, pointId } = visit
        const forgotten: VisitForgotten = { type: 'VisitForgotten', visitId, pointId }
        await deps.record(tx, forgotten, deps.systemPermit('visits.forgetVisit'))
      }),
  },
]

const planned = z.object({ visitId: z.string(), moves: z.number() })

async function withVisit(
  { db, sealing }: Pick<VisitsDeps, 'db' | 'sealing'>,
  job: Job,
  act: (tx: Tx, visit: Visit) => Promise<void>,
): Promise<void> {
  const { visitId, moves } = planned.parse(job.payload)
  await db.write(async (tx) => {
    const visit = await lockVisit(tx, sealing, visitId)
    if (visit?.moves === moves) await act(tx, visit)
    return ok(undefined)
  })
}
