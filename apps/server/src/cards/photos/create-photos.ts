import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { PhotosDeps } from './deps.ts'
import { photoOf } from './photo-of.ts'
import { storePhoto, viewPhotoLimits } from './store-photo.ts'
import { viewPhoto } from './view-photo.ts'

export type Photos = ReturnType<typeof createPhotos>

/** Seals photos. */
export function createPhotos(wired: Unsealed<PhotosDeps>) {
  const deps: PhotosDeps = withSealing(wired, 'photos')
  return {
    ...bindOperations(deps, { storePhoto, viewPhotoLimits, viewPhoto }),
    photoOf: photoOf(deps),
  }
}
