import * as contracts from '@sotevarmenne/api/appointments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import type { ReceiptViewed } from './contract.ts'
import type { VisitsDeps } from './deps.ts'
import { receiptOf, type ReceiptRefusal } from './domain/receipt.ts'
import { visitById } from './store.ts'
import { texts } from './texts.ts'

export type ViewReceiptRefusal = NotAtAPoint | ReceiptRefusal | { readonly kind: 'visit-not-found' }

/** The receipt of what a visitor paid at this point, to be printed. It has no name of the visitor. */
export const viewReceipt = operation({
  contract: contracts.viewReceipt,
  problems: {
    ...notAtAPointProblems,
    'visit-not-found': { status: 404, ...texts.visitNotFound },
    'nothing-paid-at-desk': { status: 409, ...texts.nothingPaidAtDesk },
  },
  handle:
    ({ db, record, registration, organisationOf, sealing }: VisitsDeps) =>
    async (
      permit,
      { visitId },
    ): Promise<Result<ResponseOf<typeof contracts.viewReceipt>, ViewReceiptRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      return db.write(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.viewReceipt>, ViewReceiptRefusal>> => {
          const visit = await visitById(tx, sealing, visitId)
          if (visit?.pointId !== pointId) return refuse({ kind: 'visit-not-found' })
          const receipt = receiptOf(visit)
          if (!receipt.ok) return receipt
          // Who sold: the operator may be another one by now.
          const point = await registration.pointFactsAt(tx, pointId, receipt.value.paidAt)
          if (!point) throw new Error(`a visit to an unknown point: ${pointId}`)
          const businessId = point.details?.pointOperatorBusinessId
          const operator = businessId && (await organisationOf(tx, businessId))
          const viewed: ReceiptViewed = { type: 'ReceiptViewed', visitId, pointId }
          await record(tx, viewed, permit)
          const { paidAt, lines, vat, cents } = receipt.value
          return ok({
            visitId,
            paidAt: formatInstant(paidAt),
            point: { name: point.name, address: point.address },
            ...(businessId && {
              operator: { businessId, ...(operator && { name: operator.name }) },
            }),
            ...{ lines: [...lines], vat: [...vat], cents },
          })
        },
      )
    },
})
