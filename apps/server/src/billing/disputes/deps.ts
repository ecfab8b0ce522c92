import type { Charges } from '#billing/charges/index.ts'
import type { Invoices } from '#billing/invoices/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Cases } from '#support/cases/index.ts'

export type DisputesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly cases: Pick<Cases, 'openFor' | 'decideCase'>
  readonly charges: Pick<Charges, 'insertDispute' | 'saveReply'>
  readonly invoices: Pick<Invoices, 'showInvoice' | 'creditIn'>
  readonly systemPermit: <Name extends 'fees.followDisputes' | 'fees.forgetDisputes'>(
    operation: Name,
  ) => Permit<Name>
}
