import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toBase64 } from '#platform/base64.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { PhotoViewed } from './contract.ts'
import type { PhotosDeps } from './deps.ts'
import { findPhoto } from './store.ts'
import { photoNotFoundProblems } from './problems.ts'

export type ViewPhotoRefusal = { readonly kind: 'photo-not-found' }

/** A photo, for the desk of a registration point and for the person in it. */
export const viewPhoto = operation({
  contract: api.viewPhoto,
  problems: photoNotFoundProblems,
  handle:
    ({ db, record, sealing }: PhotosDeps) =>
    (permit, { photoId }): Promise<Result<ResponseOf<typeof api.viewPhoto>, ViewPhotoRefusal>> =>
      db.write(async (tx) => {
        const photo = await findPhoto(tx, photoId)
        if (!photo || !maySee(permit, photo.personId)) return refuse({ kind: 'photo-not-found' })

        const { personId } = photo
        const viewed: PhotoViewed = { type: 'PhotoViewed', photoId, about: { personId } }
        await record(tx, viewed, permit)
        const jpeg = sealing.open(photo.sealed, photoId)
        return ok({ mediaType: 'image/jpeg', image: toBase64(jpeg) })
      }),
})

const maySee = ({ actor, pointId }: Permit, personId: string): boolean =>
  pointId !== undefined || (actor.kind === 'person' && actor.personId === personId)
