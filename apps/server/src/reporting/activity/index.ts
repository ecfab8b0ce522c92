import { bindOperations } from '#platform/operation.ts'
import type { ActivityDeps } from './deps.ts'
import { listActivity } from './list-activity.ts'

/** What was done for an organisation, as its members read it of the audit log. */
export const createActivity = (deps: ActivityDeps) => bindOperations(deps, { listActivity })
