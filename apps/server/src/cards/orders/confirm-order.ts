import { createHash } from 'node:crypto'
import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { documentUpload } from '@sotevarmenne/api/uploads'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { fromBase64 } from '#platform/base64.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrderConfirmed } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import {
  confirmationText,
  confirmedStatement,
  isDrawn,
  type ConfirmedBy,
} from './domain/confirmation.ts'
import { confirmOrder as confirm, mayBeConfirmed, type DraftRefusal } from './domain/order.ts'
import { showDraft } from './show-order.ts'
import { lockOrder, saveOrder } from './store.ts'
import { insertScan } from './stores/confirmation-scans.ts'
import { texts } from './texts.ts'
import { draftProblems, orderNotFound } from './problems.ts'

export type ConfirmOrderRefusal =
  | NotAtAPoint
  | DraftRefusal
  | {
      readonly kind:
        | 'order-not-found'
        | 'another-text-was-shown'
        | 'no-signature-drawn'
        | 'document-not-readable'
    }

type ConfirmOrderResponse = Promise<
  Result<ResponseOf<typeof api.confirmOrder>, ConfirmOrderRefusal>
>

/**
 * Stores the applicant's confirmation of exactly the text that was shown (R109), and returns the text that
 * the registrar signs. An earlier confirmation stays as it was: changes need a new draft.
 */
export const confirmOrder = operation({
  contract: api.confirmOrder,
  problems: {
    ...notAtAPointProblems,
    ...draftProblems,
    'order-not-found': orderNotFound,
    'another-text-was-shown': { status: 409, ...texts.anotherTextWasShown },
    'no-signature-drawn': { status: 422, ...texts.noSignatureDrawn },
    'document-not-readable': { status: 422, ...texts.documentNotReadable },
  },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    ({ db, clock, record, sealing }: OrdersDeps) =>
    async (permit, { orderId, shownDigest, by }): ConfirmOrderResponse => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { registrar, pointId } = desk.value
      if (by.means === 'drawn' && !isDrawn(by.strokes))
        return refuse({ kind: 'no-signature-drawn' })
      const stored = storedOf(by)
      if (!stored.ok) return stored
      const { scan } = stored.value

      return db.write(async (tx): ConfirmOrderResponse => {
        const now = clock.now()
        const today = dateInHelsinki(now)
        const found = await lockOrder(tx, sealing, orderId)
        if (found?.content.point.pointId !== pointId) return refuse({ kind: 'order-not-found' })
        const draft = mayBeConfirmed(found, { signer: registrar, now })
        if (!draft.ok) return draft
        const order = draft.value
        if (order.confirmation) return ok(showDraft(order, today))
        if (digestOf(order.statement) !== shownDigest)
          return refuse({ kind: 'another-text-was-shown' })

        const facts = { by: stored.value.by, confirmedAt: now, shownDigest }
        const confirmation = { ...facts, digest: digestOf(confirmationText(orderId, facts)) }
        const confirmed = confirm(
          order,
          confirmation,
          Buffer.from(
            confirmedStatement(
              Buffer.from(order.statement).toString('utf8'),
              confirmation,
              order.content,
            ),
            'utf8',
          ),
        )
        const event: OrderConfirmed = {
          type: 'OrderConfirmed',
          means: by.means,
          confirmationDigest: confirmation.digest,
          about: { personId: order.content.personId, orderId },
        }
        await saveOrder(tx, sealing, confirmed)
        if (scan) await insertScan(tx, sealing, { orderId, scan, storedAt: now })
        await record(tx, event, permit)
        return ok(showDraft(confirmed, today))
      })
    },
})

/** The data of the confirmation, and the signed document itself (R149). */
function storedOf(
  by: InputOf<typeof api.confirmOrder>['by'],
): Result<
  { readonly by: ConfirmedBy; readonly scan?: Uint8Array },
  { readonly kind: 'document-not-readable' }
> {
  if (by.means !== 'paper') return ok({ by })
  const scan = fromBase64(by.scan)
  const mediaType = mediaTypeOf(scan)
  if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })
  const { means, storedAt } = by
  return ok({ by: { means, storedAt, scan: { mediaType, digest: digestOf(scan) } }, scan })
}

const digestOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex')
