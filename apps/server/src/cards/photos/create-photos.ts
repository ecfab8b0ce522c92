import { createSealing } from '#platform/sealing.ts'
import type { PhotosDeps } from './deps.ts'
import { photoOf } from './photo-of.ts'
import { storePhoto } from './store-photo.ts'
import { viewPhoto } from './view-photo.ts'

export type Photos = ReturnType<typeof createPhotos>

/** `key`: at least 32 secret bytes, from which the key that seals photos is derived. */
export function createPhotos({
  key,
  ...rest
}: Omit<PhotosDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: PhotosDeps = { ...rest, sealing: createSealing(key, 'photos') }
  return {
    storePhoto: storePhoto(deps),
    viewPhoto: viewPhoto(deps),
    photoOf: photoOf(deps),
  }
}
