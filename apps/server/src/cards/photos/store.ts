import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { PhotoId } from './contract.ts'

type StoredPhoto = {
  readonly photoId: PhotoId
  readonly personId: string
  readonly sealed: Uint8Array
  /** SHA-256 of the picture, hex. */
  readonly digest: string
  readonly width: number
  readonly height: number
}

export async function insertPhoto(tx: Tx, photo: StoredPhoto, storedAt: Instant): Promise<void> {
  await tables(tx)
    .insertInto('photos.photo')
    .values({
      photo_id: photo.photoId,
      person_id: photo.personId,
      image_sealed: photo.sealed,
      digest: photo.digest,
      width: photo.width,
      height: photo.height,
      stored_at: timestamp(storedAt),
    })
    .execute()
}

export const findPhoto = (tx: Tx, photoId: string): Promise<StoredPhoto | undefined> =>
  readOne(
    tables(tx).selectFrom('photos.photo').selectAll().where('photo_id', '=', photoId),
    (row) => ({
      photoId: row.photo_id as PhotoId,
      personId: row.person_id,
      sealed: row.image_sealed,
      digest: row.digest,
      width: row.width,
      height: row.height,
    }),
  )

/**
 * An order uses the photo until then; called again, it changes the time. Nothing happens when the photo was
 * erased.
 */
export async function retainPhoto(
  tx: Tx,
  {
    photoId,
    orderId,
    until,
    settings,
  }: {
    readonly photoId: string
    readonly orderId: string
    readonly until: Instant
    /** Versions of those that decided until when. */
    readonly settings: UsedSettings
  },
): Promise<void> {
  await sql`
    insert into photos.photo_use (order_id, photo_id, retained_until, retention_settings)
    select ${orderId}, photo_id, ${timestamp(until)}, ${json(settings)}::jsonb
    from photos.photo where photo_id = ${photoId} for key share
    on conflict (order_id) do update
      set retained_until = excluded.retained_until, retention_settings = excluded.retention_settings`.execute(
    tx,
  )
}

/** Deletes photos stored before the given instant that no order uses any more, with their uses. */
export async function deletePhotos(
  tx: Tx,
  {
    now,
    storedBefore,
    limit,
  }: { readonly now: Instant; readonly storedBefore: Instant; readonly limit: number },
): Promise<readonly DeletedPhoto[]> {
  const { rows } = await sql<DeletedPhoto>`
    delete from photos.photo
    where photo_id in (
      select photo_id from photos.photo p
      where stored_at < ${timestamp(storedBefore)} and not exists (
        select from photos.photo_use u
        where u.photo_id = p.photo_id and u.retained_until >= ${timestamp(now)}
      )
      order by stored_at limit ${limit}
      for update skip locked
    )
    returning photo_id as "photoId", person_id as "personId", (
      select retention_settings from photos.photo_use u
      where u.photo_id = photo.photo_id order by retained_until desc limit 1
    ) as settings`.execute(tx)
  return rows
}

type DeletedPhoto = Pick<StoredPhoto, 'photoId' | 'personId'> & {
  /** Of the order that used it last; null when none did. */
  readonly settings: UsedSettings | null
}

type Tables = {
  'photos.photo': {
    photo_id: string
    person_id: string
    image_sealed: Uint8Array
    digest: string
    width: number
    height: number
    stored_at: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
