import type { Charges, CustomersOf } from '#billing/charges/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Seller } from './contract.ts'
import type { InvoiceOperator, PersonNamed, RenderInvoice } from './ports.ts'

export type InvoicesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly charges: Pick<Charges, 'chargesOnShown' | 'disputesOf'>
  readonly customersOf: CustomersOf
  readonly personNamed: PersonNamed
  /** Absent where none is configured: then nothing is invoiced. */
  readonly seller: Seller | undefined
  readonly renderInvoice: RenderInvoice
  readonly operator: InvoiceOperator
  readonly systemPermit: <Name extends 'fees.makeInvoice' | 'fees.deliverInvoice'>(
    operation: Name,
  ) => Permit<Name>
}
