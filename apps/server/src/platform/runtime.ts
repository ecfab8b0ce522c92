import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { PlanJob } from './outbox.ts'
import type { Permission, Permit } from './permit.ts'
import type { Record } from './record.ts'

/** What nearly every module needs of the process in which it runs. */
export type Runtime = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  /** At least 32 bytes. Each module derives a key of its own from it, and seals with that. */
  readonly secret: Uint8Array
  readonly systemPermit: SystemPermit
}

/** The permit of a process of the service, for work that nobody asked for at that moment. */
export type SystemPermit<Names extends Permission = Permission> = <Name extends Names>(
  operation: Name,
) => Permit<Name>
