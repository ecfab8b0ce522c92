import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Threads } from '#support/cases/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Seller } from './contract.ts'
import type {
  CustomerOf,
  CustomersOf,
  InvoiceOperator,
  PayerOf,
  PersonNamed,
  RenderInvoice,
  ServedVisits,
} from './ports.ts'

export type FeesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  /** Of what payers and keepers write to each other. */
  readonly sealing: Sealing
  readonly accounts: Pick<Accounts, 'prepareAct' | 'judgeMember'>
  readonly threads: Pick<Threads, 'openFor' | 'decideThread'>
  readonly payerOf: PayerOf
  readonly customersOf: CustomersOf
  readonly customerOf: CustomerOf
  /** The registration points that the organisation keeps, by name. */
  readonly pointsOfKeeper: (
    tx: Tx,
    businessId: string,
  ) => Promise<readonly { readonly pointId: string; readonly name: string }[]>
  readonly visits: ServedVisits
  /** Who is written to of what concerns the organisation. */
  readonly contactsOf: Organisations['contactsOf']
  readonly personNamed: PersonNamed
  /** Absent where nobody told: then nothing is invoiced. */
  readonly seller: Seller | undefined
  readonly renderInvoice: RenderInvoice
  readonly operator: InvoiceOperator
  readonly systemPermit: <
    Name extends
      | 'fees.charge'
      | 'fees.makeInvoice'
      | 'fees.deliverInvoice'
      | 'fees.followDisputes'
      | 'fees.forgetDisputes',
  >(
    deed: Name,
  ) => Permit<Name>
}
