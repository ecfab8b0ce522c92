import { fetchPrint as contract } from '@sotevarmenne/api/production'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import type { PrintingDeps } from './deps.ts'
import { fetchPrint, type FetchPrintRefusal } from './fetch-print.ts'
import { texts } from './texts.ts'

/** For stations, on the mutual-TLS listener that requires their certificates. */
export const printingApi = (deps: PrintingDeps): readonly Endpoint[] => [
  endpoint({
    contract,
    action: fetchPrint(deps),
    problems: {
      'register-unavailable': { status: 503, ...texts.registerUnavailable },
      'card-not-produced-here': { status: 404, ...texts.cardNotProducedHere },
    } satisfies ProblemsFor<FetchPrintRefusal>,
  }),
]
