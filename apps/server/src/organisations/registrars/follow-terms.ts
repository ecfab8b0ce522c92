import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { Appointment, RegistrarAppointmentEnded } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import type { RegistrarApplicationsForgotten, RegistrarTermEnding } from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import { forgetBefore } from './store.ts'

/** Days before the last one on which the registrar and the organisation are reminded (R248). */
const reminderDays = [60, 30, 14, 7] as const

const reminding = 'registrars.remind'
const ending = 'registrars.endTerm'
const forgetting = 'registrars.forget'

/** An appointment that has a last day is reminded of before it, and told of after it, whoever appointed. */
export const plansTerms = (deps: RegistrarsDeps): readonly Subscription[] => [
  {
    event: 'RegistrarAppointed',
    listener: 'registrars.planTerm',
    concerns: ({ lastDay }) => lastDay !== undefined,
    handle: async (event) => {
      const { registrarId } = ofAppointment.parse(event)
      await deps.db.write(async (tx) => {
        const appointment = await deps.registration.findAppointment(tx, registrarId)
        const now = deps.clock.now()
        // Heard late, of one that has ended meanwhile.
        if (appointment?.endsAt === undefined || !holdsAt(appointment, now)) return ok(undefined)
        await deps.planJob(tx, {
          ...{ kind: ending, key: registrarId, dueAt: appointment.endsAt },
          payload: { registrarId, endsAt: appointment.endsAt },
        })
        for (const daysLeft of reminderDays) {
          const dueAt = startOfDay(addDays(lastDayOf(appointment), -daysLeft))
          if (dueAt > now)
            await deps.planJob(tx, {
              ...{ kind: reminding, key: `${registrarId} ${String(daysLeft)}`, dueAt },
              payload: { registrarId, daysLeft },
            })
        }
        return ok(undefined)
      })
    },
  },
]

const lastDayOf = ({ endsAt }: Appointment) => {
  if (endsAt === undefined) throw new Error('an appointment without an end has no last day')
  return addDays(dateInHelsinki(endsAt), -1)
}

export const terms = (deps: RegistrarsDeps): readonly JobHandler[] => [
  {
    kind: reminding,
    handle: async ({ payload }) => {
      const { registrarId, daysLeft } = ofReminder.parse(payload)
      await deps.db.write(async (tx) => {
        const appointment = await deps.registration.findAppointment(tx, registrarId)
        // One that has ended, or given way to a later one, is nobody's concern any more.
        if (!appointment || !holdsAt(appointment, deps.clock.now())) return ok(undefined)
        const { pointId, personId } = appointment
        const event: RegistrarTermEnding = {
          ...{ type: 'RegistrarTermEnding', registrarId, pointId, daysLeft },
          ...{ lastDay: lastDayOf(appointment), about: { personId } },
        }
        await deps.record(tx, event, deps.systemPermit('registrars.follow'))
        return ok(undefined)
      })
    },
  },
  {
    kind: ending,
    handle: async ({ payload }) => {
      const { registrarId, endsAt } = ofEnd.parse(payload)
      await deps.db.write(async (tx) => {
        const appointment = await deps.registration.findAppointment(tx, registrarId)
        // One that was ended before its last day was told of then.
        if (appointment?.endsAt !== endsAt) return ok(undefined)
        const { pointId, personId } = appointment
        const event: RegistrarAppointmentEnded = {
          ...{ type: 'RegistrarAppointmentEnded', because: 'term-over', registrarId, pointId },
          about: { personId },
        }
        await deps.record(tx, event, deps.systemPermit('registrars.follow'))
        return ok(undefined)
      })
    },
  },
  {
    kind: forgetting,
    handle: async () => {
      // First, so that a round that fails for good does not end all of them.
      await planForgetting(deps)(1)
      await deps.db.write(async (tx) => {
        const forgotten = await forgetBefore(tx, plus(deps.clock.now(), -keptAfter))
        const event: RegistrarApplicationsForgotten = {
          type: 'RegistrarApplicationsForgotten',
          ...forgotten,
        }
        if (forgotten.proofs + forgotten.applications > 0)
          await deps.record(tx, event, deps.systemPermit('registrars.follow'))
        return ok(undefined)
      })
    },
  },
]

/** Long enough to ask for a correction, and for a handler to look once more (R246). */
const keptAfter = 90 * day

/** Plans today's round: at the start of the process, and each round plans that of the next day. */
export const planForgetting =
  ({ db, clock, planJob }: Pick<RegistrarsDeps, 'db' | 'clock' | 'planJob'>) =>
  async (daysAhead = 0): Promise<void> => {
    const date = addDays(dateInHelsinki(clock.now()), daysAhead)
    await db.write(async (tx) => {
      await planJob(tx, { kind: forgetting, key: date, payload: {}, dueAt: startOfDay(date) })
      return ok(undefined)
    })
  }

const ofAppointment = z.object({ registrarId: z.string() })
const ofEnd = ofAppointment.extend({ endsAt: z.number() })
const ofReminder = ofAppointment.extend({ daysLeft: z.number() })
