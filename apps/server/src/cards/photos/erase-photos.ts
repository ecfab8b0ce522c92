import { hour, plus } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { PhotoErased } from './contract.ts'
import type { PhotosDeps } from './deps.ts'
import { deletePhotos } from './store.ts'

/**
 * Erases photos that no order uses any more (R62), at most `limit`, and returns how many. Each is recorded.
 * Called by the daily erasure of orders.
 */
export async function erasePhotos(
  { clock, record }: Pick<PhotosDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit,
  { limit }: { readonly limit: number },
): Promise<number> {
  const now = clock.now()
  const photos = await deletePhotos(tx, { now, storedBefore: plus(now, -waitsForOrder), limit })
  for (const { photoId, personId, settings } of photos) {
    const erased: PhotoErased = {
      ...{ type: 'PhotoErased', photoId, about: { personId } },
      ...(settings && { settings }),
    }
    await record(tx, erased, permit)
  }
  return photos.length
}

/** How long a photo may wait for its order. */
const waitsForOrder = 24 * hour
