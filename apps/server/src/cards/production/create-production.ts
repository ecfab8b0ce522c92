import { acceptOrder } from './accept-order.ts'
import { acceptTestCard } from './accept-test-card.ts'
import type { ProductionDeps } from './deps.ts'
import { productionJobs, revokeStray } from './jobs.ts'
import { isLeftToStations, takeUpWaiting } from './leave-to-stations.ts'
import { orderFirstCard } from './order-first-card.ts'
import { produceCard } from './produce-card.ts'
import { openProduction, reportReaders, retryProduction, viewProduction } from './stations.ts'

export type Production = ReturnType<typeof createProduction>

export function createProduction(deps: ProductionDeps) {
  const produce = produceCard(deps)
  return {
    /** Accepts a decided order for production, in the transaction of the order. */
    acceptOrder: acceptOrder(deps),
    acceptTestCard: acceptTestCard(deps),
    produceCard: produce,
    reportReaders: reportReaders(deps),
    openProduction: openProduction(deps),
    viewProduction: viewProduction(deps),
    retryProduction: retryProduction(deps),
    takeUpWaiting: takeUpWaiting(deps),
    /** Needed only at bootstrap. */
    orderFirstCard: orderFirstCard(deps),
    jobs: productionJobs(deps, { produceCard: produce, isLeftToStations: isLeftToStations(deps) }),
    subscriptions: [revokeStray(deps)],
  }
}
