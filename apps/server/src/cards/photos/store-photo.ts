import { createHash, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { photoUpload } from '@sotevarmenne/api/uploads'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { settingOn } from '#settings/index.ts'
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
  bodyLimit: photoUpload.bodyLimit,
  handle:
    ({ db, clock, record, people, sealing }: PhotosDeps) =>
    async (
      permit,
      { personId, image },
    ): Promise<Result<ResponseOf<typeof api.storePhoto>, StorePhotoRefusal>> => {
      const today = dateInHelsinki(clock.now())
      const minWidth = await db.read((tx) => settingOn(tx, 'photo-min-width', today))
      const framed = await framePhoto(Buffer.from(image, 'base64'), minWidth.value)
      if (!framed.ok) return framed

      const { jpeg, width, height } = framed.value
      return db.write(async (tx) => {
        const person = await people.findPerson(tx, personId)
        if (!person) return refuse({ kind: 'person-not-found' })

        const photoId = randomUUID() as string as PhotoId
        const stored: PhotoStored = {
          ...{ type: 'PhotoStored', photoId, about: { personId } },
          settings: { 'photo-min-width': minWidth.version },
        }
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

/** What a photo needs today, so that the page says it before the upload. */
export const viewPhotoLimits = operation({
  contract: api.viewPhotoLimits,
  problems: {},
  handle:
    ({ db, clock }: Pick<PhotosDeps, 'db' | 'clock'>) =>
    async (_permit: Permit<'orders.viewPhotoLimits'>) => {
      const today = dateInHelsinki(clock.now())
      const { value } = await db.read((tx) => settingOn(tx, 'photo-min-width', today))
      return ok({ minWidth: value })
    },
})
