import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/orders'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SentAhead } from '#organisations/employments/contract.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  CertificateId,
  EmploymentCertificateStored,
  EmploymentCertificateViewed,
} from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { orderById } from './store.ts'
import {
  employmentCertificateById,
  insertEmploymentCertificate,
} from './stores/employment-certificates.ts'

export type StoreEmploymentCertificateRefusal =
  { readonly kind: 'person-not-found' } | { readonly kind: 'document-not-readable' }

/** Stores the employer's document for an order (R97), sealed, as it was received. */
export const storeEmploymentCertificate =
  (deps: OrdersDeps) =>
  async (
    permit: Permit<'orders.storeEmploymentCertificate'>,
    { personId, document }: InputOf<typeof contracts.storeEmploymentCertificate>,
  ): Promise<
    Result<
      ResponseOf<typeof contracts.storeEmploymentCertificate>,
      StoreEmploymentCertificateRefusal
    >
  > => {
    const { db, people } = deps
    const bytes = fromBase64(document)
    const mediaType = mediaTypeOf(bytes)
    if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })

    return db.write(async (tx) => {
      const person = await people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })

      const digest = createHash('sha256').update(bytes).digest('hex')
      const document = { bytes, mediaType, digest, personId }
      const { certificateId } = await storeCertificate(deps, tx, permit, document)
      return ok({ certificateId })
    })
  }

/** Stores it for an order of the person, in the caller's transaction. */
export async function storeCertificate(
  { clock, record, sealing }: Pick<OrdersDeps, 'clock' | 'record' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  { bytes, personId, ...document }: SentAhead & { readonly personId: string },
): Promise<{ readonly certificateId: CertificateId; readonly digest: string }> {
  const certificateId = randomUUID() as string as CertificateId
  const stored: EmploymentCertificateStored = {
    type: 'EmploymentCertificateStored',
    certificateId,
    about: { personId },
  }
  await insertEmploymentCertificate(
    tx,
    { certificateId, personId, sealed: sealing.seal(bytes, certificateId), ...document },
    clock.now(),
  )
  await record(tx, stored, permit)
  return { certificateId, digest: document.digest }
}

export type ViewEmploymentCertificateRefusal = {
  readonly kind: 'employment-certificate-not-found'
}

/** The employment certificate of an order of the registrar's own point (R16). */
export const viewEmploymentCertificate =
  ({ db, record, sealing }: OrdersDeps) =>
  (
    permit: Permit<'orders.viewEmploymentCertificate'>,
    { orderId }: InputOf<typeof contracts.viewEmploymentCertificate>,
  ): Promise<
    Result<ResponseOf<typeof contracts.viewEmploymentCertificate>, ViewEmploymentCertificateRefusal>
  > =>
    db.write(async (tx) => {
      const notFound = refuse({ kind: 'employment-certificate-not-found' })
      const order = await orderById(tx, sealing, orderId)
      if (!order || order.content.point.pointId !== permit.pointId) return notFound
      const { content } = order
      const retained =
        content.product === 'professional-card' ? undefined : content.employment.certificate
      const stored = retained && (await employmentCertificateById(tx, retained.certificateId))
      if (!stored) return notFound

      const { certificateId, personId, mediaType } = stored
      const viewed: EmploymentCertificateViewed = {
        type: 'EmploymentCertificateViewed',
        certificateId,
        about: { personId },
      }
      await record(tx, viewed, permit)
      const document = toBase64(sealing.open(stored.sealed, certificateId))
      return ok({ mediaType, document })
    })
