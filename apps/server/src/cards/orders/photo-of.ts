import type { Tx } from '#platform/db.ts'
import type { OrdersDeps } from './deps.ts'
import { photoById } from './store.ts'

/** A photo for the card on which it is printed: the caller records why. */
export const photoOf =
  ({ sealing }: Pick<OrdersDeps, 'sealing'>) =>
  async (tx: Tx, photoId: string): Promise<Uint8Array | undefined> => {
    const photo = await photoById(tx, photoId)
    return photo && sealing.open(photo.sealed, photoId)
  }
