import * as contracts from '@sotevarmenne/api/dashboards'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { viewOverview, type Sources } from './view-overview.ts'
import { viewStatistics, type StatisticsSources } from './view-statistics.ts'

export { countRefusals } from './count-refusals.ts'
export { keepLoad } from './keep-load.ts'
export { queryOcspNodeAt, createServiceStatus, showServiceStatus } from './service-status.ts'

export const overviewApi = (
  sources: Sources,
  statistics: StatisticsSources,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOverview,
    action: viewOverview(sources),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewStatistics,
    action: viewStatistics(statistics),
    problems: {},
  }),
]
