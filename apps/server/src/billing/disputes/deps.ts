import type { Charges } from '#billing/charges/index.ts'
import type { Invoices } from '#billing/invoices/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Cases } from '#support/cases/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type DisputesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly cases: Pick<Cases, 'openFor' | 'decideCase'>
  readonly charges: Pick<Charges, 'insertDispute' | 'saveReply'>
  readonly invoices: Pick<Invoices, 'showInvoice' | 'creditIn'>
  readonly systemPermit: SystemPermit<'fees.followDisputes' | 'fees.forgetDisputes'>
}
