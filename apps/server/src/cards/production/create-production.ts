import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { acceptOrder } from './accept-order.ts'
import { acceptTestCard } from './accept-test-card.ts'
import type { ProductionDeps } from './deps.ts'
import { dropOfCancelled, productionJobs, revokeStray } from './jobs.ts'
import { isLeftToStations, takeUpWaiting } from './leave-to-stations.ts'
import { orderFirstCard } from './order-first-card.ts'
import { produceCard } from './produce-card.ts'
import { forgetSignedOrder } from './order-bases.ts'
import { openProduction, reportReaders, retryProduction, viewProduction } from './stations.ts'

export type Production = ReturnType<typeof createProduction>

/** Seals what shows the signer that cards were ordered. */
export function createProduction(wired: Unsealed<ProductionDeps>) {
  const deps: ProductionDeps = withSealing(wired, 'production')
  const produce = produceCard(deps)
  const forStations = bindOperations(deps, { reportReaders, openProduction })
  return {
    /** Accepts a decided order for production, in the transaction of the order. */
    acceptOrder: acceptOrder(deps),
    forgetSignedOrder,
    acceptTestCard: acceptTestCard(deps),
    produceCard: produce,
    ...forStations,
    ...bindOperations(deps, { viewProduction, retryProduction }),
    enrolmentOperations: forStations.operations,
    schedules: [{ name: 'cards that stations left', run: takeUpWaiting(deps) }],
    /** Needed only at bootstrap. */
    orderFirstCard: orderFirstCard(deps),
    jobs: productionJobs(deps, { produceCard: produce, isLeftToStations: isLeftToStations(deps) }),
    subscriptions: [revokeStray(deps), dropOfCancelled(deps)],
  }
}
