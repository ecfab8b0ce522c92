import type { ProblemsFor } from '#platform/endpoint.ts'
import type { ExportTrailRefusal } from './export-trail.ts'
import type { ProveConsistencyRefusal } from './prove.ts'
import { texts } from './texts.ts'
import type { SearchTrailRefusal, ViewEntryRefusal, ViewOwnTrailRefusal } from './view-trail.ts'

export const searchProblems = {
  'cursor-unreadable': { status: 422, ...texts.cursorUnreadable },
} satisfies ProblemsFor<SearchTrailRefusal>

export const viewEntryProblems = {
  'entry-not-in-the-tree': { status: 404, ...texts.entryNotInTheTree },
  'checkpoint-unknown': { status: 404, ...texts.checkpointUnknown },
} satisfies ProblemsFor<ViewEntryRefusal>

export const ownTrailProblems = {
  'cursor-unreadable': { status: 422, ...texts.cursorUnreadable },
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
