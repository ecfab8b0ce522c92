import { changeOwnProblems, memberProblems, ownProblems } from '#organisations/accounts/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { texts } from './texts.ts'

export const listProblems = { ...memberProblems, ...cursorProblems }

export const notFoundProblems = {
  'application-not-found': { status: 404, ...texts.applicationNotFound },
}

export const viewProblems = {
  ...ownProblems,
  ...notFoundProblems,
}

export const changeProblems = { ...changeOwnProblems, ...notFoundProblems }

export const factsProblems = {
  'identity-code-wrong': { status: 422, ...texts.identityCodeWrong },
  'point-not-found': { status: 404, ...texts.pointNotFound },
}

export const stepProblems = { 'step-not-possible': { status: 409, ...texts.stepNotPossible } }

export const withdrawProblems = {
  ...changeProblems,
  ...stepProblems,
}
