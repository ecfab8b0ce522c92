import { createHash, randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/orders'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type {
  CertificateId,
  EmploymentCertificateStored,
  EmploymentCertificateViewed,
} from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import { mediaTypeOf } from './domain/media-type.ts'
import { orderById } from './store.ts'
import {
  employmentCertificateById,
  insertEmploymentCertificate,
} from './stores/employment-certificates.ts'

export type StoreEmploymentCertificateRefusal =
  { readonly kind: 'person-not-found' } | { readonly kind: 'document-not-readable' }

/** Keeps the employer's paper for an order (R97), sealed, as it came. */
export const storeEmploymentCertificate =
  ({ db, clock, record, people, sealing }: OrdersDeps) =>
  async (
    permit: Permit<'orders.storeEmploymentCertificate'>,
    { personId, document }: InputOf<typeof contracts.storeEmploymentCertificate>,
  ): Promise<
    Result<AnswerOf<typeof contracts.storeEmploymentCertificate>, StoreEmploymentCertificateRefusal>
  > => {
    const octets = Uint8Array.from(Buffer.from(document, 'base64'))
    const mediaType = mediaTypeOf(octets)
    if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })

    return db.write(async (tx) => {
      const person = await people.findPerson(tx, personId)
      if (!person) return refuse({ kind: 'person-not-found' })

      const certificateId = randomUUID() as string as CertificateId
      const digest = createHash('sha256').update(octets).digest('hex')
      const sealed = sealing.seal(octets, certificateId)
      const stored: EmploymentCertificateStored = {
        type: 'EmploymentCertificateStored',
        certificateId,
        about: { personId },
      }
      await insertEmploymentCertificate(
        tx,
        { certificateId, personId, sealed, mediaType, digest },
        clock.now(),
      )
      await record(tx, stored, permit)
      return ok({ certificateId })
    })
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
    Result<AnswerOf<typeof contracts.viewEmploymentCertificate>, ViewEmploymentCertificateRefusal>
  > =>
    db.write(async (tx) => {
      const notFound = refuse({ kind: 'employment-certificate-not-found' })
      const order = await orderById(tx, sealing, orderId)
      if (!order || order.content.point.pointId !== permit.pointId) return notFound
      const { content } = order
      const kept =
        content.product === 'professional-card' ? undefined : content.employment.certificate
      const stored = kept && (await employmentCertificateById(tx, kept.certificateId))
      if (!stored) return notFound

      const { certificateId, personId, mediaType } = stored
      const viewed: EmploymentCertificateViewed = {
        type: 'EmploymentCertificateViewed',
        certificateId,
        about: { personId },
      }
      await record(tx, viewed, permit)
      const document = Buffer.from(sealing.open(stored.sealed, certificateId)).toString('base64')
      return ok({ mediaType, document })
    })
