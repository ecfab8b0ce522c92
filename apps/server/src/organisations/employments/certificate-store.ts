import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import { isAmong } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { CertificateId, SentAhead } from './contract.ts'

export type CertificateRow = {
  certificate_id: CertificateId
  organisation_id: string
  digest: string
  media_type: string
  sealed: Uint8Array
  stored_at: Instant
}

/** An employment certificate for many of the organisation's prepared orders. */
export type SharedCertificate = SentAhead & {
  readonly certificateId: CertificateId
  readonly organisationId: string
}

/** Returns the certificate's id: that of the same document if the organisation has stored it before. */
export async function insertCertificate(
  tx: Tx,
  sealing: Sealing,
  {
    certificateId,
    organisationId,
    bytes,
    mediaType,
    digest,
    storedAt,
  }: SharedCertificate & { readonly storedAt: Instant },
): Promise<CertificateId> {
  const row = await tables(tx)
    .insertInto('employments.certificate')
    .values({
      ...{ certificate_id: certificateId, organisation_id: organisationId, digest },
      ...{ media_type: mediaType, stored_at: timestamp(storedAt) },
      sealed: sealing.seal(bytes, `certificate ${certificateId}`),
    })
    // It is stored again for another day: what is not attached is erased.
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'digest'])
        .doUpdateSet({ stored_at: timestamp(storedAt) as unknown as Instant }),
    )
    .returning('certificate_id')
    .executeTakeFirstOrThrow()
  return row.certificate_id
}

/** Without the document: it stays where it is. */
export async function findCertificate(
  tx: Tx,
  {
    organisationId,
    certificateId,
  }: Pick<SharedCertificate, 'organisationId'> & { readonly certificateId: string },
): Promise<Omit<SharedCertificate, 'bytes'> | undefined> {
  const row = await tables(tx)
    .selectFrom('employments.certificate')
    .select(['certificate_id', 'digest', 'media_type'])
    .where('certificate_id', '=', certificateId as CertificateId)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return (
    row && {
      ...{ certificateId: row.certificate_id, organisationId },
      ...{ digest: row.digest, mediaType: row.media_type },
    }
  )
}

/** Erases those of them that are attached to nothing any more. */
export async function eraseUnused(tx: Tx, certificateIds: readonly CertificateId[]): Promise<void> {
  if (certificateIds.length === 0) return
  await unused(tx)
    .where(isAmong('employments.certificate.certificate_id', certificateIds))
    .execute()
}

/** Erases what was stored before the instant and never attached. */
export async function eraseUnattached(tx: Tx, before: Instant): Promise<void> {
  await unused(tx)
    .where('stored_at', '<', timestamp(before) as unknown as Instant)
    .execute()
}

const unused = (tx: Tx) =>
  tables(tx)
    .deleteFrom('employments.certificate')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('employments.prepared_order')
            .select('employments.prepared_order.certificate_id')
            .whereRef(
              'employments.prepared_order.certificate_id',
              '=',
              'employments.certificate.certificate_id',
            ),
        ),
      ),
    )

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'employments.certificate': CertificateRow
    'employments.prepared_order': { certificate_id: CertificateId | null }
  }>()
