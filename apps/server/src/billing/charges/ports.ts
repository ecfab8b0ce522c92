import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Tx } from '#platform/db.ts'
import type { ChargedAction } from '#cards/products/contract.ts'
import type { ChargedUnit } from './contract.ts'

/** The payer of an order, and the price at which it was signed. */
export type Payer = Omit<ChargedAction, 'subject'>

export type Customer = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
  readonly units: readonly ChargedUnit[]
}

export type CustomersOf = (
  tx: Tx,
  organisationIds: readonly string[],
) => Promise<ReadonlyMap<string, Customer>>

/** The customer with the business ID. */
export type CustomerOf = (tx: Tx, businessId: string) => Promise<Customer | undefined>
