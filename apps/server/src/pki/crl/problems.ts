import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { ReleaseRefusal } from './release-paused-crls.ts'
import { texts } from './texts.ts'

export const releaseProblems = {
  'pause-not-found': { status: 404, ...texts.pauseNotFound },
  'already-released': { status: 409, ...texts.alreadyReleased },
  ...dualControlProblems,
  'not-shown': { status: 409, ...texts.notShown },
} satisfies ProblemsFor<ReleaseRefusal>
