import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { VisitorsDeps } from './deps.ts'
import { countLookUpForCaller, forgetOldLookUps } from './limit-look-ups.ts'
import { exportLookUps, releaseLookUps, viewLookUps } from './report-look-ups.ts'
import { searchVisitors } from './search-visitors.ts'
import { viewKnownVisitor, viewVisitor } from './view-visitor.ts'

export type Visitors = ReturnType<typeof createVisitors>

export function createVisitors(wired: Unsealed<VisitorsDeps>) {
  const deps: VisitorsDeps = withSealing(wired, 'look-ups')
  return {
    /** For the advice desk. */
    countLookUpForCaller: countLookUpForCaller(deps),
    schedules: [{ name: 'look-ups that are over', run: () => forgetOldLookUps(deps) }],
    ...bindOperations(deps, {
      viewVisitor,
      viewKnownVisitor,
      searchVisitors,
      viewLookUps,
      exportLookUps,
      releaseLookUps,
    }),
  }
}
