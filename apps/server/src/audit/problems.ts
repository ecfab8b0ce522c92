import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { ExportTrailRefusal } from './views/export-trail.ts'
import type { ProveConsistencyRefusal } from './views/prove-consistency.ts'
import type { SearchTrailRefusal } from './views/search-trail.ts'
import type { ViewEntryRefusal } from './views/view-entry.ts'
import type { ViewOwnTrailRefusal } from './views/view-own-trail.ts'
import { texts } from './texts.ts'

export const searchProblems = {
  ...cursorProblems,
} satisfies ProblemsFor<SearchTrailRefusal>

export const viewEntryProblems = {
  'entry-not-in-the-tree': { status: 404, ...texts.entryNotInTheTree },
  'checkpoint-unknown': { status: 404, ...texts.checkpointUnknown },
} satisfies ProblemsFor<ViewEntryRefusal>

export const ownTrailProblems = {
  ...cursorProblems,
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
} satisfies ProblemsFor<ViewOwnTrailRefusal>

export const consistencyProblems = {
  'checkpoint-unknown': { status: 404, ...texts.checkpointUnknown },
  'checkpoints-swapped': { status: 422, ...texts.checkpointsSwapped },
} satisfies ProblemsFor<ProveConsistencyRefusal>

export const exportProblems = {
  'checkpoint-unknown': { status: 404, ...texts.checkpointUnknown },
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
} satisfies ProblemsFor<ExportTrailRefusal>
