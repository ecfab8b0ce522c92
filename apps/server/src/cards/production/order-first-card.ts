import { randomUUID } from 'node:crypto'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import {
  decideProfessionalCard,
  mayOrderProfessionalCard,
  rightRulesOn,
} from '#cards/products/index.ts'
import type { EligibilityRefusal } from '#cards/products/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { PopulationFacts, RightsHeld } from '../../people/registers/contract.ts'
import type { CardId } from '#cards/card/contract.ts'
import { acceptOrder } from './accept-order.ts'
import type { ProductionDeps } from './deps.ts'

export type FirstCard = {
  readonly personId: string
  /** The other of the two persons at bootstrap. */
  readonly orderedBy: string
  readonly population: PopulationFacts
  readonly rights: RightsHeld
  readonly pointId: string
}

/**
 * Card of the first registrar or case officer, by the normal rules; the first right that they accept is
 * printed.
 */
export const orderFirstCard =
  (deps: ProductionDeps) =>
  async (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    { personId, orderedBy, population, rights: held, pointId }: FirstCard,
  ): Promise<Result<CardId, EligibilityRefusal>> => {
    const today = dateInHelsinki(deps.clock.now())
    const facts = {
      personId,
      orderedBy,
      population,
      rights: held.rights,
      ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
      rightRules: await rightRulesOn(tx, today),
      // Nobody has had a card before.
      ...{ validCards: [], pendingOrders: [] },
      today,
    }
    const orderable = mayOrderProfessionalCard(facts)
    if (!orderable.ok) return orderable
    const [rightId = ''] = orderable.value.rightIds
    const decided = decideProfessionalCard(facts, rightId)
    if (!decided.ok) return decided
    const right = held.rights.find((candidate) => candidate.rightId === rightId)
    if (!right) throw new Error('the decided right is not among the person’s rights')

    const cardId = await acceptOrder(deps)(tx, permit, {
      orderId: randomUUID(),
      holder: personId,
      givenNames: population.givenNames,
      surname: population.surname,
      registrationNumber: held.registrationNumber,
      ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
      product: 'professional-card',
      rightCode: right.code,
      title: right.title,
      validTo: decided.value.validTo,
      language: population.language,
      letterAddress: 'registration-point',
      pointId,
    })
    return ok(cardId)
  }
