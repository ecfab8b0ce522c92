import { createHash, randomUUID } from 'node:crypto'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/orders'
import { documentUpload } from '@sotevarmenne/api/uploads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SentAhead } from '#organisations/employments/contract.ts'
import { fromBase64, toBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import type { Permit } from '#platform/permit.ts'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { operation } from '#platform/operation.ts'
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
import { employmentCertificateNotFound } from './problems.ts'
import { texts } from './texts.ts'

export type StoreEmploymentCertificateRefusal =
  { readonly kind: 'person-not-found' } | { readonly kind: 'document-not-readable' }

/** Stores the employer's document for an order (R97), sealed, as it was received. */
export const storeEmploymentCertificate = operation({
  contract: contracts.storeEmploymentCertificate,
  problems: {
    ...personNotFoundProblems,
    'document-not-readable': { status: 422, ...texts.documentNotReadable },
  },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: OrdersDeps) =>
    async (
      permit,
      { personId, document },
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
    },
})

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
export const viewEmploymentCertificate = operation({
  contract: contracts.viewEmploymentCertificate,
  problems: {
    'employment-certificate-not-found': employmentCertificateNotFound,
  },
  handle:
    ({ db, record, sealing }: OrdersDeps) =>
    (
      permit,
      { orderId },
    ): Promise<
      Result<
        ResponseOf<typeof contracts.viewEmploymentCertificate>,
        ViewEmploymentCertificateRefusal
      >
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
      }),
})
