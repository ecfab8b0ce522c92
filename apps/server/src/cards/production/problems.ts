import type { ProblemsFor } from '#platform/endpoint.ts'
import type { RetryRefusal } from './stations.ts'
import { texts } from './texts.ts'

export const retryProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'production-not-failed': { status: 409, ...texts.productionNotFailed },
} satisfies ProblemsFor<RetryRefusal>
