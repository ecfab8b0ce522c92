import { fetchPrint as contract } from '@sotevarmenne/api/production'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import type { PrintingDeps } from './deps.ts'
import { fetchPrint, type FetchPrintRefusal } from './fetch-print.ts'
import { texts } from './texts.ts'

/** For stations, at the door that asks for their TLS certificates. */
export const printingApi = (deps: PrintingDeps): readonly Endpoint[] => [
  endpoint({
    contract,
    deed: 'cards.fetchPrint',
    act: fetchPrint(deps),
    problems: {
      'register-unavailable': { status: 503, ...texts.registerUnavailable },
      'card-not-made-here': { status: 404, ...texts.cardNotMadeHere },
    } satisfies ProblemsFor<FetchPrintRefusal>,
  }),
]
