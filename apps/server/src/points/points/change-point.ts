import * as api from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { RegistrationPointChanged } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { checkHours, type HoursRefusal } from './domain/opening-hours.ts'
import { pointById, pointByName, savePoint } from './stores/points.ts'
import { texts } from './texts.ts'
import { checkServices, type ServiceNotFound } from './check-services.ts'
import { enterPointProblems, viewPointProblems } from './problems.ts'

export type ChangePointRefusal =
  | HoursRefusal
  | ServiceNotFound
  | { readonly kind: 'point-not-found' }
  | { readonly kind: 'name-taken' }
  /** Another person changed it since it was read. */
  | { readonly kind: 'point-changed-meanwhile' }

type Changed = ResponseOf<typeof api.changePoint>

/** Gives a point new facts. The previous ones are retained, with author and time; booked visits stay too. */
export const changePoint = operation({
  contract: api.changePoint,
  problems: {
    ...enterPointProblems,
    ...viewPointProblems,
    'point-changed-meanwhile': { status: 409, ...texts.pointChangedMeanwhile },
  },
  handle:
    ({ db, clock, record }: OfficeDeps) =>
    (permit, { pointId, version, facts }) =>
      db.write(async (tx): Promise<Result<Changed, ChangePointRefusal>> => {
        const hours = checkHours(facts.details)
        if (!hours.ok) return hours
        const services = await checkServices(tx, facts.details.services)
        if (!services.ok) return services
        const point = await pointById(tx, pointId)
        if (!point) return refuse({ kind: 'point-not-found' })
        if (point.version !== version) return refuse({ kind: 'point-changed-meanwhile' })
        const named = await pointByName(tx, facts.name)
        if (named && named.pointId !== pointId) return refuse({ kind: 'name-taken' })

        const next = version + 1
        const { actor } = permit
        await savePoint(tx, pointId, {
          version: next,
          facts,
          enteredAt: clock.now(),
          ...(actor.kind === 'person' && { enteredBy: actor.personId }),
        })
        const changed: RegistrationPointChanged = {
          type: 'RegistrationPointChanged',
          pointId,
          version: next,
        }
        await record(tx, changed, permit)
        return ok({ version: next })
      }),
})
