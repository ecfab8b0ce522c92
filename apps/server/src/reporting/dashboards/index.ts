import { bindOperations } from '#platform/operation.ts'
import { viewOverview, type Sources } from './view-overview.ts'
import { viewStatistics, type StatisticsSources } from './view-statistics.ts'

export { countRefusals } from './count-refusals.ts'
export { keepLoad } from './keep-load.ts'
export { queryOcspNodeAt, createServiceStatus, showServiceStatus } from './service-status.ts'

export const createDashboards = (sources: Sources & StatisticsSources) =>
  bindOperations(sources, { viewOverview, viewStatistics })
