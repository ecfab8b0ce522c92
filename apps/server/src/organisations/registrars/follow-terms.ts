import { addDays, dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { dailyJob } from '#platform/daily-job.ts'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { RegistrarRole, RegistrarRoleEnded } from '#points/points/contract.ts'
import { holdsAt } from '#points/points/index.ts'
import { settingOn } from '#settings/index.ts'
import type { RegistrarApplicationsForgotten, RegistrarTermEnding } from './contract.ts'
import type { RegistrarsDeps } from './deps.ts'
import { forgetBefore } from './store.ts'

const reminding = 'registrars.remind'
const ending = 'registrars.endTerm'

/** Sends reminders before a registrar role's last day, and a notice after it, whatever its origin. */
export const plansTerms = (deps: RegistrarsDeps): readonly Subscription[] => [
  {
    event: 'RegistrarAppointed',
    listener: 'registrars.planTerm',
    concerns: ({ lastDay }) => lastDay !== undefined,
    handle: async (event) => {
      const { registrarId } = ofRegistrarRole.parse(event)
      await deps.db.write(async (tx) => {
        const registrarRole = await deps.registration.findRegistrarRole(tx, registrarId)
        const now = deps.clock.now()
        // Handled late: the role has ended meanwhile.
        if (registrarRole?.endsAt === undefined || !holdsAt(registrarRole, now))
          return ok(undefined)
        await deps.planJob(tx, {
          ...{ kind: ending, key: registrarId, dueAt: registrarRole.endsAt },
          payload: { registrarId, endsAt: registrarRole.endsAt },
        })
        const reminders = await settingOn(tx, 'registrar-reminders', dateInHelsinki(now))
        for (const daysLeft of reminders.value) {
          const dueAt = startOfDay(addDays(lastDayOf(registrarRole), -daysLeft))
          if (dueAt > now)
            await deps.planJob(tx, {
              ...{ kind: reminding, key: `${registrarId} ${String(daysLeft)}`, dueAt },
              payload: { registrarId, daysLeft, version: reminders.version },
            })
        }
        return ok(undefined)
      })
    },
  },
]

const lastDayOf = ({ endsAt }: RegistrarRole) => {
  if (endsAt === undefined) throw new Error('a registrar role without an end has no last day')
  return addDays(dateInHelsinki(endsAt), -1)
}

export const terms = (deps: RegistrarsDeps): readonly JobHandler[] => [
  {
    kind: reminding,
    handle: async ({ payload }) => {
      const { registrarId, daysLeft, version } = ofReminder.parse(payload)
      await deps.db.write(async (tx) => {
        const registrarRole = await deps.registration.findRegistrarRole(tx, registrarId)
        // Ended, or replaced by a later one: no notice is needed.
        if (!registrarRole || !holdsAt(registrarRole, deps.clock.now())) return ok(undefined)
        const { pointId, personId } = registrarRole
        const event: RegistrarTermEnding = {
          ...{ type: 'RegistrarTermEnding', registrarId, pointId, daysLeft },
          ...{ lastDay: lastDayOf(registrarRole), about: { personId } },
          ...(version !== undefined && { settings: { 'registrar-reminders': version } }),
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
        const registrarRole = await deps.registration.findRegistrarRole(tx, registrarId)
        // Ended before its last day: the notice was sent then.
        if (registrarRole?.endsAt !== endsAt) return ok(undefined)
        const { pointId, personId } = registrarRole
        const event: RegistrarRoleEnded = {
          ...{ type: 'RegistrarRoleEnded', because: 'term-over', registrarId, pointId },
          about: { personId },
        }
        await deps.record(tx, event, deps.systemPermit('registrars.follow'))
        return ok(undefined)
      })
    },
  },
]

/** Each day applications and proofs that were settled or abandoned long ago are erased. */
export const forgetting = (deps: RegistrarsDeps) =>
  dailyJob(deps, 'registrars.forget', () =>
    deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const key = 'registrar-application-retention'
      const retention = await settingOn(tx, key, dateInHelsinki(now))
      const forgotten = await forgetBefore(tx, plus(now, -retention.value * day))
      const event: RegistrarApplicationsForgotten = {
        ...{ type: 'RegistrarApplicationsForgotten', ...forgotten },
        settings: { [key]: retention.version },
      }
      if (forgotten.proofs + forgotten.applications > 0)
        await deps.record(tx, event, deps.systemPermit('registrars.follow'))
      return ok(undefined)
    }),
  )

const ofRegistrarRole = z.object({ registrarId: z.string() })
const ofEnd = ofRegistrarRole.extend({ endsAt: z.number() })
const ofReminder = ofRegistrarRole.extend({
  daysLeft: z.number(),
  /** Absent in those that version 0.2.0 planned. */
  version: z.string().optional(),
})
