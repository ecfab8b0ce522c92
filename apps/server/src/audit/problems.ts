import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { ExportAuditLogRefusal } from './views/export-audit-log.ts'
import type { ProveConsistencyRefusal } from './views/prove-consistency.ts'
import type { SearchAuditLogRefusal } from './views/search-audit-log.ts'
import type { ViewEntryRefusal } from './views/view-entry.ts'
import type { ViewOwnAuditLogRefusal } from './views/view-own-audit-log.ts'
import { texts } from './texts.ts'

export const searchProblems = {
  ...cursorProblems,
} satisfies ProblemsFor<SearchAuditLogRefusal>

export const viewEntryProblems = {
  'entry-not-in-the-tree': { status: 404, ...texts.entryNotInTheTree },
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
} satisfies ProblemsFor<ViewEntryRefusal>

export const ownAuditLogProblems = {
  ...cursorProblems,
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
} satisfies ProblemsFor<ViewOwnAuditLogRefusal>

export const consistencyProblems = {
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
  'checkpoints-swapped': { status: 422, ...texts.checkpointsSwapped },
} satisfies ProblemsFor<ProveConsistencyRefusal>

export const exportProblems = {
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
} satisfies ProblemsFor<ExportAuditLogRefusal>
