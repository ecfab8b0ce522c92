import { createHash, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { operation } from '#platform/operation.ts'
import { framePhoto } from './adapters/photo-frame.ts'
import type { PhotoId, PhotoStored } from './contract.ts'
import type { PhotosDeps } from './deps.ts'
import type { PhotoRefusal } from './domain/photo-rules.ts'
import { insertPhoto } from './store.ts'
import { texts } from './texts.ts'

export type StorePhotoRefusal = PhotoRefusal | { readonly kind: 'person-not-found' }

/**
 * Stores a photo of the person for a card, sealed. The upload is discarded; only the framed picture is
 * stored.
 */
export const storePhoto = operation({
  contract: api.storePhoto,
  problems: {
    ...personNotFoundProblems,
    'photo-not-readable': { status: 422, ...texts.photoNotReadable },
    'photo-too-small': { status: 422, ...texts.photoTooSmall },
    'photo-not-sharp': { status: 422, ...texts.photoNotSharp },
    'photo-background-dark': { status: 422, ...texts.photoBackgroundDark },
    'photo-background-not-plain': { status: 422, ...texts.photoBackgroundNotPlain },
  },
  bodyLimit: 16 * 1024 * 1024,
  handle:
    ({ db, clock, record, people, sealing }: PhotosDeps) =>
    async (
      permit,
      { personId, image },
    ): Promise<Result<ResponseOf<typeof api.storePhoto>, StorePhotoRefusal>> => {
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
    },
})
