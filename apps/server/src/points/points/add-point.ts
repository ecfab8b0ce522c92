import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/points'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { operation } from '#platform/operation.ts'
import type { PointFacts, PointId, RegistrationPointAdded } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { checkHours, type HoursRefusal } from './domain/opening-hours.ts'
import { insertPoint, pointByName } from './stores/points.ts'
import { checkServices, type ServiceNotFound } from './check-services.ts'
import { enterPointProblems } from './problems.ts'

export const addPoint =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<'registration.enterPoint'>,
    facts: PointFacts,
  ): Promise<PointId> => {
    const pointId = randomUUID() as string as PointId
    const { actor } = permit
    const added: RegistrationPointAdded = { type: 'RegistrationPointAdded', pointId }
    await insertPoint(
      tx,
      { pointId, ...facts },
      { enteredAt: clock.now(), ...(actor.kind === 'person' && { enteredBy: actor.personId }) },
    )
    await record(tx, added, permit)
    return pointId
  }

export type EnterPointRefusal = HoursRefusal | ServiceNotFound | { readonly kind: 'name-taken' }

/** A case officer enters a point with all its facts: from then on the public can find it. */
export const enterPoint = operation({
  contract: api.enterPoint,
  problems: enterPointProblems,
  handle: (deps: OfficeDeps) => (permit, facts) =>
    deps.db.write(async (tx): Promise<Result<{ readonly pointId: PointId }, EnterPointRefusal>> => {
      const hours = checkHours(facts.details)
      if (!hours.ok) return hours
      const services = await checkServices(tx, facts.details.services)
      if (!services.ok) return services
      if (await pointByName(tx, facts.name)) return refuse({ kind: 'name-taken' })
      return ok({ pointId: await addPoint(deps)(tx, permit, facts) })
    }),
})
