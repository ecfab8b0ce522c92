import type { Charges } from '#billing/charges/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Deed, Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Registration } from '#points/points/index.ts'
import type { Payer } from './contract.ts'

export type VisitsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly registration: Pick<Registration, 'visitablePoint' | 'findPoint'>
  /** The organisation of the business ID, where it is a customer of the service. */
  readonly organisationOf: (tx: Tx, businessId: string) => Promise<Payer | undefined>
  /** Whom the keeper asks for the visits now; one that no organisation was asked for is not in the answer. */
  readonly payersOfVisits: Charges['payersOfVisits']
  readonly sealing: Sealing
  /** Where people reach the service: links to bookings begin with it. */
  readonly publicUrl: string
  readonly systemPermit: <Name extends Deed>(deed: Name) => Permit<Name>
}
