import type { ThreeLanguages } from '@sotevarmenne/api/values'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { TestCards } from '#cards/test-cards/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Registration } from '#points/points/index.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'
import type { CustomerOf, CustomersOf } from './ports.ts'

export type ChargesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  /** For what payers and operators of registration points write to each other. */
  readonly sealing: Sealing
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly orders: Pick<Orders, 'payerOf'>
  readonly testCards: Pick<TestCards, 'payerOf'>
  readonly cards: Pick<Cards, 'numbersOfCharged' | 'holdersOfCharged'>
  readonly certificateNamesOf: ServiceCertificates['firstNamesOf']
  readonly pointsByIds: (
    ...given: Parameters<Registration['findPoints']>
  ) => Promise<ReadonlyMap<string, { readonly name: string }>>
  /** Names of services of registration points, by their codes. */
  readonly serviceNames: (tx: Tx) => Promise<ReadonlyMap<string, ThreeLanguages>>
  readonly customersOf: CustomersOf
  readonly customerOf: CustomerOf
  readonly systemPermit: SystemPermit<'charges.charge'>
}
