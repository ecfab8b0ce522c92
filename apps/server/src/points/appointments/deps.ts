import type { Charges } from '#billing/charges/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Registration } from '#points/points/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Payer } from './contract.ts'

export type VisitsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly registration: Pick<Registration, 'visitablePoint' | 'findPoint' | 'pointFactsAt'>
  /** The organisation of the business ID, where it is a customer of the service. */
  readonly organisationOf: (tx: Tx, businessId: string) => Promise<Payer | undefined>
  /** The organisations that the operator invoices for the visits now; a visit without one is absent. */
  readonly payersOfVisits: Charges['payersOfVisits']
  readonly sealing: Sealing
  /** Where people reach the service: links to appointments begin with it. */
  readonly publicUrl: string
  readonly systemPermit: SystemPermit
}
