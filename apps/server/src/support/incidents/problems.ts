import { texts } from './texts.ts'

export const announceProblems = {
  'incident-created-before': { status: 409, ...texts.createdBefore },
}

export const continueProblems = {
  ...announceProblems,
  'incident-not-found': { status: 404, ...texts.notFound },
  'incident-has-ended': { status: 409, ...texts.hasEnded },
}
