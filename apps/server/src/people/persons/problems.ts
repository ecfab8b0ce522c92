import { texts } from './texts.ts'

/** For every operation of the desk that names a person. */
export const personNotFoundProblems = {
  'person-not-found': { status: 404, ...texts.personNotFound },
} as const
