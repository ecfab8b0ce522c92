import { actionProblems, changeOwnProblems } from '#organisations/accounts/index.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import { texts } from './texts.ts'

export const makeProblems = {
  ...actionProblems,
  'organisation-ceased': enteringProblems['organisation-ceased'],
  'test-person-not-found': { status: 422, ...texts.testPersonNotFound },
  'test-card-keys-not-offered': { status: 422, ...texts.keysNotOffered },
  'too-many-test-cards-today': { status: 429, ...texts.tooManyToday },
  'too-many-test-cards': { status: 409, ...texts.tooMany },
  'test-card-not-produced': { status: 503, ...texts.notProduced },
}

export const revokeProblems = {
  ...changeOwnProblems,
  'test-card-not-found': { status: 404, ...texts.notFound },
  'test-card-not-in-use': { status: 409, ...texts.notInUse },
}
