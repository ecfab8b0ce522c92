import { cursorProblems } from '#platform/paging.ts'
import { texts } from './texts.ts'

export const searchProblems = {
  ...cursorProblems,
}

export const viewEntryProblems = {
  'entry-not-in-the-tree': { status: 404, ...texts.entryNotInTheTree },
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
}

export const ownAuditLogProblems = {
  ...cursorProblems,
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
}

export const consistencyProblems = {
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
  'checkpoints-swapped': { status: 422, ...texts.checkpointsSwapped },
}

export const exportProblems = {
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
  'no-checkpoint-yet': { status: 503, ...texts.noCheckpointYet },
}
