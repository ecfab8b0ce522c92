import { downloadDataExport as contract } from '@sotevarmenne/api/data-export'
import { streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { downloadDataExport, type DataExportDeps } from './download-data-export.ts'

export const dataExportApi = (deps: DataExportDeps): readonly Endpoint[] => [
  streamEndpoint({
    contract,
    action: downloadDataExport(deps),
    problems: {},
  }),
]
