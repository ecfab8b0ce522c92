import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { CertificateId } from '../contract.ts'
import type { Erased } from '../store.ts'

export type StoredCertificate = {
  readonly certificateId: CertificateId
  readonly personId: string
  readonly sealed: Uint8Array
  readonly mediaType: string
  /** SHA-256 of the document, hex. */
  readonly digest: string
}

export async function insertEmploymentCertificate(
  tx: Tx,
  certificate: StoredCertificate,
  storedAt: Instant,
): Promise<void> {
  await tables(tx)
    .insertInto('orders.employment_certificate')
    .values({
      certificate_id: certificate.certificateId,
      person_id: certificate.personId,
      document_sealed: certificate.sealed,
      media_type: certificate.mediaType,
      digest: certificate.digest,
      stored_at: timestamp(storedAt),
    })
    .execute()
}

export const employmentCertificateById = (
  tx: Tx,
  certificateId: string,
): Promise<StoredCertificate | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('orders.employment_certificate')
      .selectAll()
      .where('certificate_id', '=', certificateId),
    (row) => ({
      certificateId: row.certificate_id as CertificateId,
      personId: row.person_id,
      sealed: row.document_sealed,
      mediaType: row.media_type,
      digest: row.digest,
    }),
  )

/**
 * Erases those stored before the given instant that no order uses: its documents are erased, or there never
 * was one.
 */
export async function eraseEmploymentCertificates(
  tx: Tx,
  { storedBefore, limit }: { readonly storedBefore: Instant; readonly limit: number },
): Promise<readonly Erased[]> {
  const { rows } = await sql<Erased>`
    delete from orders.employment_certificate
    where certificate_id in (
      select certificate_id from orders.employment_certificate c
      where stored_at < ${timestamp(storedBefore)} and not exists (
        select from orders.card_order o
        where o.employment_certificate_id = c.certificate_id and o.erased_at is null
      )
      order by stored_at limit ${limit}
      for update skip locked
    )
    returning certificate_id as id, person_id as "personId"`.execute(tx)
  return rows
}

type Tables = {
  'orders.employment_certificate': {
    certificate_id: string
    person_id: string
    document_sealed: Uint8Array
    media_type: string
    digest: string
    stored_at: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
