import * as contracts from '@sotevarmenne/api/production'
import { ok } from '@sotevarmenne/kernel/result'
import { tooManyRelays } from '#cards/card-relay/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Production } from './create-production.ts'
import * as problems from './problems.ts'

export const productionApi = (production: Production): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewProduction,
    deed: 'cards.viewProduction',
    act: (permit) => production.viewProduction(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.retryProduction,
    deed: 'cards.retryProduction',
    act: async (permit, asked) => {
      const retried = await production.retryProduction(permit, asked)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryProblems,
  }),
]

/** For stations, at the door that asks for their TLS certificates. */
export const stationApi = (production: Production): readonly Endpoint[] => [
  endpoint({
    contract: contracts.reportReaders,
    deed: 'cards.reportReaders',
    act: production.reportReaders,
    problems: {},
  }),
  endpoint({
    contract: contracts.openProduction,
    deed: 'cards.openProduction',
    act: production.openProduction,
    problems: { 'too-many-relays': tooManyRelays },
  }),
]
