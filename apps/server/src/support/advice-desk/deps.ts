import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { SpareCards } from '#cards/spare-cards/index.ts'
import type { Visitors } from '#cards/visitors/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Employments } from '#organisations/employments/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'

/** Dependencies of the advice desk: it reads, and no register is queried. */
export type AdviceDeskDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly sealing: Sealing
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode' | 'identityCodeOf'>
  readonly cards: Pick<Cards, 'cardsOf' | 'holderOf'>
  readonly spareCards: Pick<SpareCards, 'spareCardsForCaller' | 'holderOfSpareCardNumber'>
  readonly orders: Pick<Orders, 'orderById' | 'ordersOf'>
  /** Counts a look-up, whether it finds a person or not, within the number that is allowed. */
  readonly countLookUpForCaller: Visitors['countLookUpForCaller']
  readonly organisations: Pick<Organisations, 'searchOrganisations' | 'showToMembers'>
  readonly membersOf: Accounts['membersInForce']
  readonly employments: Pick<Employments, 'tasksOf'>
}
