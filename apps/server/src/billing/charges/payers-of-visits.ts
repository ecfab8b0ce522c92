import type { Tx } from '#platform/db.ts'
import type { FeesDeps } from '../invoices/deps.ts'
import type { Customer } from '../invoices/ports.ts'
import { payersByVisit } from '../invoices/store.ts'

type PayerNow = Pick<Customer, 'organisationId' | 'name' | 'businessId'>

/**
 * Who is asked for the visits now, however often that was corrected; nobody where all was taken back (R266). A visit that was
 * charged to no organisation is not in the answer.
 */
export const payersOfVisits =
  ({ customersOf }: Pick<FeesDeps, 'customersOf'>) =>
  async (
    tx: Tx,
    visitIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly PayerNow[]>> => {
    const payers = await payersByVisit(tx, visitIds)
    const customers = await customersOf(tx, [...new Set([...payers.values()].flat())])
    const named = (organisationId: string): PayerNow => {
      const customer = customers.get(organisationId)
      if (!customer) throw new Error(`nobody was charged: ${organisationId}`)
      const { name, businessId } = customer
      return { organisationId, name, businessId }
    }
    return new Map([...payers].map(([visitId, ids]) => [visitId, ids.map(named)]))
  }
