import { texts } from './texts.ts'

/** For every operation that names a photo. */
export const photoNotFoundProblems = {
  'photo-not-found': { status: 404, ...texts.photoNotFound },
} as const
