import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Job, JobHandler } from '#platform/outbox.ts'
import { settingOn } from '#settings/index.ts'
import type { Visit, VisitForgotten, AppointmentReminderDue } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { forgottenAt, remindedAt } from './domain/keeping.ts'
import { settleHold } from './domain/visit.ts'
import { lockVisit, saveVisit } from './store.ts'

/** Plans the jobs that follow from a visit in time, in the transaction that books, moves or serves it. */
export async function planKeeping(
  { planJob, clock }: Pick<VisitsDeps, 'planJob' | 'clock'>,
  tx: Tx,
  visit: Visit,
): Promise<void> {
  const { visitId, moves, isWalkIn } = visit
  const job = { key: `${visitId}/${String(moves)}`, payload: { visitId, moves } }
  const reminder = isWalkIn ? undefined : remindedAt(visit, clock.now())
  if (reminder !== undefined)
    await planJob(tx, { kind: 'appointments.remind', ...job, dueAt: reminder })
  if ('heldUntil' in visit)
    await planJob(tx, { kind: 'appointments.release', ...job, dueAt: visit.heldUntil })
  const retention = await settingOn(tx, 'appointment-retention', dateInHelsinki(clock.now()))
  await planJob(tx, {
    ...{ kind: 'appointments.forget', key: job.key },
    payload: { ...job.payload, retention: retention.version },
    dueAt: forgottenAt(visit, retention.value),
  })
}

/** The handler of each job; it does nothing if the visit was moved since, as another job was planned then. */
export const followVisits = (deps: VisitsDeps): readonly JobHandler[] => [
  {
    kind: 'appointments.remind',
    handle: (job) =>
      withVisit(deps, job, async (tx, visit) => {
        // A job may run long after its time: no reminder is sent for a visit that has begun.
        if (visit.state !== 'booked' || visit.startsAt <= deps.clock.now()) return
        const { visitId, pointId, startsAt } = visit
        const due: AppointmentReminderDue = {
          type: 'AppointmentReminderDue',
          ...{ visitId, pointId, startsAt: formatInstant(startsAt) },
        }
        await deps.record(tx, due, deps.systemPermit('appointments.remindOfVisit'))
      }),
  },
  {
    kind: 'appointments.release',
    handle: (job) =>
      withVisit(deps, job, async (tx, visit) => {
        const lapsed = settleHold(visit, { now: deps.clock.now(), isOpened: false })
        if (!lapsed) return
        await saveVisit(tx, deps.sealing, lapsed.visit)
        await deps.record(tx, lapsed.event, deps.systemPermit('appointments.releaseVisit'))
      }),
  },
  {
    kind: 'appointments.forget',
    handle: (job) =>
      withVisit(deps, job, async (tx, visit, { retention }) => {
        const { personal, ...rest } = visit
        if (!personal) return
        await saveVisit(tx, deps.sealing, rest)
        const { visitId, pointId } = visit
        const forgotten: VisitForgotten = {
          ...{ type: 'VisitForgotten', visitId, pointId },
          ...(retention !== undefined && { settings: { 'appointment-retention': retention } }),
        }
        await deps.record(tx, forgotten, deps.systemPermit('appointments.forgetVisit'))
      }),
  },
]

const planned = z.object({
  visitId: z.string(),
  moves: z.number(),
  /** The setting by which it is erased. */
  retention: z.string().optional(),
})

async function withVisit(
  { db, sealing }: Pick<VisitsDeps, 'db' | 'sealing'>,
  job: Job,
  action: (tx: Tx, visit: Visit, job: z.infer<typeof planned>) => Promise<void>,
): Promise<void> {
  const payload = planned.parse(job.payload)
  const { visitId, moves } = payload
  await db.write(async (tx) => {
    const visit = await lockVisit(tx, sealing, visitId)
    if (visit?.moves === moves) await action(tx, visit, payload)
    return ok(undefined)
  })
}
