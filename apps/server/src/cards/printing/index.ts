import { bindOperations } from '#platform/operation.ts'
import type { PrintingDeps } from './deps.ts'
import { fetchPrint } from './fetch-print.ts'

export { renderFaces } from './adapters/card-face-typst.ts'
export type { PrintingDeps } from './deps.ts'

/** For stations, on the mutual-TLS listener that requires their certificates. */
export const createPrinting = (deps: PrintingDeps) => ({
  enrolmentOperations: bindOperations(deps, { fetchPrint }).operations,
})
