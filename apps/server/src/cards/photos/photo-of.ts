import type { Tx } from '#platform/db.ts'
import type { PhotosDeps } from './deps.ts'
import { findPhoto } from './store.ts'

/** A photo for the card on which it is printed: the caller records why. */
export const photoOf =
  ({ sealing }: Pick<PhotosDeps, 'sealing'>) =>
  async (tx: Tx, photoId: string): Promise<Uint8Array | undefined> => {
    const photo = await findPhoto(tx, photoId)
    return photo && sealing.open(photo.sealed, photoId)
  }
