import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toBase64 } from '#platform/base64.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { ConfirmationViewed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import type { Order } from './domain/order.ts'
import { orderById } from './store.ts'
import { scanOf } from './stores/confirmation-scans.ts'
import { viewConfirmationProblems } from './problems.ts'

export type ViewConfirmationRefusal =
  NotAtAPoint | { readonly kind: 'order-not-found' | 'confirmation-not-stored' }

/**
 * The order as the applicant confirms it, in the language of the card: for signature on paper while it is a
 * draft, later with the signature. Undefined when the text may no longer be stored (R23).
 */
export const viewConfirmation = operation({
  contract: api.viewConfirmation,
  problems: viewConfirmationProblems,
  handle:
    ({ db, record, sealing, renderConfirmation }: OrdersDeps) =>
    async (
      permit,
      { orderId },
    ): Promise<Result<ResponseOf<typeof api.viewConfirmation>, ViewConfirmationRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const found = await db.write(async (tx): Promise<Result<Order, ViewConfirmationRefusal>> => {
        const order = await orderById(tx, sealing, orderId)
        if (order?.content.point.pointId !== desk.value.pointId)
          return refuse({ kind: 'order-not-found' })
        const isThere = order.confirmation !== undefined || order.state === 'draft'
        if (!isThere || order.statement === undefined || 'renewal' in order.content)
          return refuse({ kind: 'confirmation-not-stored' })
        const { personId } = order.content
        const viewed: ConfirmationViewed = {
          type: 'ConfirmationViewed',
          about: { personId, orderId },
        }
        await record(tx, viewed, permit)
        return ok(order)
      })
      if (!found.ok) return found
      const { content, statement, confirmation } = found.value
      const pdf = await renderConfirmation({
        language: content.language,
        applicant: `${content.givenNames} ${content.surname}`,
        draftedAt: content.draftedAt,
        statement: Buffer.from(statement ?? []).toString('utf8'),
        ...(!('renewal' in content) && { termsVersion: content.termsVersion }),
        ...(confirmation && { confirmation }),
      })
      return ok({ mediaType: 'application/pdf', document: toBase64(pdf) })
    },
})

/** The document signed by the applicant, for an order of the registrar's own point (R16). */
export const viewConfirmationScan = operation({
  contract: api.viewConfirmationScan,
  problems: viewConfirmationProblems,
  handle:
    ({ db, record, sealing }: OrdersDeps) =>
    async (
      permit,
      { orderId },
    ): Promise<Result<ResponseOf<typeof api.viewConfirmationScan>, ViewConfirmationRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      return db.write(
        async (
          tx,
        ): Promise<
          Result<ResponseOf<typeof api.viewConfirmationScan>, ViewConfirmationRefusal>
        > => {
          const order = await orderById(tx, sealing, orderId)
          if (order?.content.point.pointId !== desk.value.pointId)
            return refuse({ kind: 'order-not-found' })
          const by = order.confirmation?.by
          const stored = by?.means === 'paper' ? by.scan : undefined
          const scan = stored && (await scanOf(tx, sealing, orderId))
          if (!scan) return refuse({ kind: 'confirmation-not-stored' })
          const viewed: ConfirmationViewed = {
            type: 'ConfirmationViewed',
            about: { personId: order.content.personId, orderId },
          }
          await record(tx, viewed, permit)
          return ok({
            mediaType: stored.mediaType,
            document: toBase64(scan),
          })
        },
      )
    },
})
