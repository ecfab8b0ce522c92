import { randomUUID } from 'node:crypto'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { PointFacts, PointId, RegistrationPointAdded } from './contract.ts'
import { insertPoint } from './store.ts'

export const addPoint =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<'registration.appointRegistrar'>,
    facts: PointFacts,
  ): Promise<PointId> => {
    const pointId = randomUUID() as string as PointId
    const added: RegistrationPointAdded = { type: 'RegistrationPointAdded', pointId }
    await insertPoint(tx, { pointId, ...facts }, clock.now())
    await record(tx, added, permit)
    return pointId
  }
