import { personNotFoundProblems } from '#people/persons/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { StorePhotoRefusal } from './store-photo.ts'
import { texts } from './texts.ts'
import type { ViewPhotoRefusal } from './view-photo.ts'

export const storePhotoProblems = {
  ...personNotFoundProblems,
  'photo-not-readable': { status: 422, ...texts.photoNotReadable },
  'photo-too-small': { status: 422, ...texts.photoTooSmall },
  'photo-not-sharp': { status: 422, ...texts.photoNotSharp },
  'photo-background-dark': { status: 422, ...texts.photoBackgroundDark },
  'photo-background-not-plain': { status: 422, ...texts.photoBackgroundNotPlain },
} satisfies ProblemsFor<StorePhotoRefusal>

/** For every operation that names a photo. */
export const photoNotFoundProblems = {
  'photo-not-found': { status: 404, ...texts.photoNotFound },
} as const

export const viewPhotoProblems = photoNotFoundProblems satisfies ProblemsFor<ViewPhotoRefusal>
