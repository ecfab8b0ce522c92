import { memberProblems } from '#organisations/accounts/index.ts'
import { texts } from './texts.ts'

export const organisationNotFoundProblems = {
  'organisation-not-found': { status: 404, ...texts.organisationNotFound },
}

export const periodProblems = {
  ...memberProblems,
  'not-a-period': { status: 422, ...texts.notAPeriod },
}

export const costCentresProblems = {
  ...memberProblems,
  ...organisationNotFoundProblems,
}
