import type { Charges } from '#billing/charges/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permission, Permit } from '#platform/permit.ts'
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
  /** The organisations that the operator invoices for the visits now; a visit without one is absent. */
  readonly payersOfVisits: Charges['payersOfVisits']
  readonly sealing: Sealing
  /** Where people reach the service: links to appointments begin with it. */
  readonly publicUrl: string
  readonly systemPermit: <Name extends Permission>(operation: Name) => Permit<Name>
}
