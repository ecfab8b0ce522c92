import type { ProblemsFor } from '#platform/endpoint.ts'
import { texts } from './texts.ts'
import type { AnnounceRefusal, ContinueRefusal } from './write-incident.ts'

export const announceProblems = {
  'incident-created-before': { status: 409, ...texts.createdBefore },
} satisfies ProblemsFor<AnnounceRefusal>

export const continueProblems = {
  ...announceProblems,
  'incident-not-found': { status: 404, ...texts.notFound },
  'incident-has-ended': { status: 409, ...texts.hasEnded },
} satisfies ProblemsFor<ContinueRefusal>
