import { bindOperations } from '#platform/operation.ts'
import { waitingPauses } from './stores/waiting.ts'
import { releasePause, viewPauses, type Holding } from './release-paused-crls.ts'

export { wholeCrlOf } from './crl-bytes.ts'
export { freshnessOfCrls } from './crl-freshness.ts'
export { createCrlService, type CrlService, type CrlServiceParts } from './crl-service.ts'
export { pausedRevocations } from './release-paused-crls.ts'
export { findOpenPauses } from './stores/paused-crls.ts'
export { serveCrl } from './serve-crl.ts'
export { findNewestFullCrl } from './store.ts'
export type { EntriesSource } from './tbs-crl.ts'

/** Operations on CRLs: view those that are paused, and release them under dual control. */
export const createPausedCrls = (deps: Holding) => ({
  ...bindOperations(deps, { viewPauses, releasePause }),
  waiting: [waitingPauses],
})
