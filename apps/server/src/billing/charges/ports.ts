import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Tx } from '#platform/db.ts'
import type { ChargedAct } from '#cards/products/contract.ts'
import type { ChargedUnit } from './contract.ts'

/** Who pays for what an order brought, and at what price it was signed. */
export type Payer = Omit<ChargedAct, 'made'>

/** Undefined of a card that nobody pays for: a professional's (R9). */
export type PayerOf = (tx: Tx, orderId: string) => Promise<Payer | undefined>

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

/** The customer of the business ID. */
export type CustomerOf = (tx: Tx, businessId: string) => Promise<Customer | undefined>
