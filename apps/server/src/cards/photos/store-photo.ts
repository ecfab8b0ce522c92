import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { storePhoto as contract } from '@sotevarmenne/api/orders'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { framePhoto } from './adapters/photo-frame.ts'
import type { PhotoId, PhotoStored } from './contract.ts'
import type { PhotosDeps } from './deps.ts'
import type { PhotoRefusal } from './domain/photo-rules.ts'
import { insertPhoto } from './store.ts'

export type StorePhotoRefusal = PhotoRefusal | { readonly kind: 'person-not-found' }

/**
 * Stores a photo of the person for a card, sealed. The upload is discarded; only the framed picture is
 * stored.
 */
export const storePhoto =
  ({ db, clock, record, people, sealing }: PhotosDeps) =>
  async (
    permit: Permit<'orders.storePhoto'>,
    { personId, image }: InputOf<typeof contract>,
  ): Promise<Result<ResponseOf<typeof contract>, StorePhotoRefusal>> => {
    const framed = await framePhoto(Buffer.from(image, 'base64'))
    if (!framed.ok) return framed

    const { jpeg, width, height } = framed.value
    return db.write(async (tx) => {
      const person = await people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })

      const photoId = randomUUID() as string as PhotoId
      const stored: PhotoStored = { type: 'PhotoStored', photoId, about: { personId } }
      await insertPhoto(
        tx,
        {
          photoId,
          personId,
          sealed: sealing.seal(jpeg, photoId),
          digest: createHash('sha256').update(jpeg).digest('hex'),
          width,
          height,
        },
        clock.now(),
      )
      await record(tx, stored, permit)
      return ok({ photoId, width, height })
    })
  }
