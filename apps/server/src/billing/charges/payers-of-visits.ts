import type { Tx } from '#platform/db.ts'
import type { ChargesDeps } from './deps.ts'
import { payersByVisit } from './store.ts'

type PayerNow = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: string
}

/**
 * The present payers of the visits, after all corrections; none where everything was credited (R266). A visit
 * that was charged to no organisation is not in the result.
 */
export const payersOfVisits =
  ({ customersOf }: Pick<ChargesDeps, 'customersOf'>) =>
  async (
    tx: Tx,
    visitIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly PayerNow[]>> => {
    const payers = await payersByVisit(tx, visitIds)
    const customers = await customersOf(tx, [...new Set([...payers.values()].flat())])
    const named = (organisationId: string): PayerNow => {
      const customer = customers.get(organisationId)
      if (!customer) throw new Error(`organisation ${organisationId} of a charge is not known`)
      const { name, businessId } = customer
      return { organisationId, name, businessId }
    }
    return new Map([...payers].map(([visitId, ids]) => [visitId, ids.map(named)]))
  }
