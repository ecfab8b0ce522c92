import type { Orders } from '#cards/orders/index.ts'
import type { TestCards } from '#cards/test-cards/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { CustomerOf, CustomersOf } from './ports.ts'

export type ChargesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  /** For what payers and operators of registration points write to each other. */
  readonly sealing: Sealing
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly orders: Pick<Orders, 'payerOf'>
  readonly testCards: Pick<TestCards, 'payerOf'>
  readonly customersOf: CustomersOf
  readonly customerOf: CustomerOf
  readonly systemPermit: (operation: 'charges.charge') => Permit<'charges.charge'>
}
