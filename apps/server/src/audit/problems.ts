import { cursorProblems } from '#platform/paging.ts'
import { texts } from './texts.ts'

export const searchProblems = {
  ...cursorProblems,
}

export const viewEntryProblems = {
  'entry-not-in-the-tree': { status: 404, ...texts.entryNotInTheTree },
  'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound },
}

/** Of a person's own log, and of the history that an auditor reads. */
export const historyProblems = {
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
