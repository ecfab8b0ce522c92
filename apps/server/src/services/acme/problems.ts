import { changeOwnProblems, ownProblems as own } from '#organisations/accounts/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { texts } from './texts.ts'

export const approvalNotFound = {
  'approval-not-found': { status: 404, ...texts.approvalNotFound },
}
export const stepProblem = {
  'step-not-possible': { status: 409, ...texts.stepNotPossible },
}

export const ownProblems = {
  ...approvalNotFound,
  ...own,
}

export const changeProblems = { ...approvalNotFound, ...changeOwnProblems }

export const queuedProblems = { ...approvalNotFound, ...unavailableProblems }
