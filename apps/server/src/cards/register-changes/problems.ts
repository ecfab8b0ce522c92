import type { ProblemsFor } from '#platform/endpoint.ts'
import type { ReleaseChangesRefusal } from './release-changes.ts'
import { texts } from './texts.ts'

export const releaseProblems = {
  'pause-not-found': { status: 404, ...texts.pauseNotFound },
  'already-released': { status: 409, ...texts.alreadyReleased },
  'same-person': { status: 403, ...texts.samePerson },
  'not-shown': { status: 409, ...texts.notShown },
} satisfies ProblemsFor<ReleaseChangesRefusal>
