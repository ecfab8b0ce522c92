import { downloadOwnData as contract } from '@sotevarmenne/api/own-data'
import { streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { downloadOwnData, type OwnDataDeps } from './download-own-data.ts'

export const ownDataApi = (deps: OwnDataDeps): readonly Endpoint[] => [
  streamEndpoint({
    contract,
    deed: 'ownData.download',
    act: downloadOwnData(deps),
    problems: {},
  }),
]
