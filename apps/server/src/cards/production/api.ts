import * as contracts from '@sotevarmenne/api/production'
import { ok } from '@sotevarmenne/kernel/result'
import { tooManyRelays } from '#cards/card-relay/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Production } from './create-production.ts'
import * as problems from './problems.ts'

export const productionApi = (production: Production): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewProduction,
    action: (permit) => production.viewProduction(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.retryProduction,
    action: async (permit, requested) => {
      const retried = await production.retryProduction(permit, requested)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryProblems,
  }),
]

/** For stations, on the mutual-TLS listener that requires their certificates. */
export const stationApi = (production: Production): readonly Endpoint[] => [
  endpoint({
    contract: contracts.reportReaders,
    action: production.reportReaders,
    problems: {},
  }),
  endpoint({
    contract: contracts.openProduction,
    action: production.openProduction,
    problems: { 'too-many-relays': tooManyRelays },
  }),
]
