import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'

/** The dependencies of this module's operations. */
export type IdentificationDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf'>
  readonly systemPermit: (operation: 'identification.forgetInquiry') => Permit
  readonly sealing: Sealing
}
