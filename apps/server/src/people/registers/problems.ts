import type { ProblemsFor } from '#platform/endpoint.ts'
import type { NoCopyYet, RegisterUnavailable } from './contract.ts'
import type { ReleaseChangesRefusal } from './changes/release-changes.ts'
import { texts } from './texts.ts'

export const releaseProblems = {
  'pause-not-found': { status: 404, ...texts.pauseNotFound },
  'already-released': { status: 409, ...texts.alreadyReleased },
  'same-person': { status: 403, ...texts.samePerson },
  'not-shown': { status: 409, ...texts.notShown },
} satisfies ProblemsFor<ReleaseChangesRefusal>

/** For every operation that requests a register. */
export const unavailableProblems = {
  'register-unavailable': { status: 503, ...texts.registerUnavailable },
} satisfies ProblemsFor<RegisterUnavailable>

export const noCopyProblems = {
  'no-copy-of-code-service': { status: 503, ...texts.noCopyOfCodeService },
} satisfies ProblemsFor<NoCopyYet>
