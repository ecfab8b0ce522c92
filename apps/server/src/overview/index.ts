import { viewOverview as contract } from '@sotevarmenne/api/overview'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { viewOverview, type Sources } from './view-overview.ts'

export { keepLoad } from './keep-load.ts'
export { askStatusNodeAt, createServiceStatus, showServiceStatus } from './service-status.ts'

export const overviewApi = (sources: Sources): readonly Endpoint[] => [
  endpoint({
    contract,
    deed: 'overview.viewOverview',
    act: viewOverview(sources),
    problems: {},
  }),
]
