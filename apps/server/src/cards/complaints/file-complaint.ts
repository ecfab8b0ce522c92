import type { ComplaintView } from '@sotevarmenne/api/complaints'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/complaints'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { ComplaintId, ComplaintFiled } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import {
  checkComplaint,
  replacementFor,
  type Complaint,
  type ComplaintRefusal,
} from './domain/complaint.ts'
import { showComplaint } from './show-complaints.ts'
import { findComplaint, findComplaintOfCard, insertComplaint } from './store.ts'
import { texts } from './texts.ts'

export type FileComplaintRefusal =
  | NotAtAPoint
  | ComplaintRefusal
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'complaint-filed-before' }

/**
 * Cancels the faulty card and decides whether the new one is free, in one transaction. A card that was
 * cancelled before as broken is also accepted: the desk may cancel first and file the complaint afterwards.
 */
export const fileComplaint = operation({
  contract: api.fileComplaint,
  problems: {
    ...notAtAPointProblems,
    'card-not-produced': { status: 409, ...texts.notProduced },
    'card-run-out': { status: 409, ...texts.runOut },
    'complaint-filed-before': { status: 409, ...texts.filedBefore },
  },
  handle:
    (deps: ComplaintsDeps) =>
    (permit, { complaintId, cardId, fault, damagedInUse, isReturned }) =>
      deps.db.write(async (tx): Promise<Result<ComplaintView, FileComplaintRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
        const before = await findComplaint(tx, complaintId)
        if (before?.cardId === cardId) return ok(await showComplaint(deps, tx, before, by))
        if (before !== undefined || (await findComplaintOfCard(tx, cardId)) !== undefined)
          return refuse({ kind: 'complaint-filed-before' })

        const card = await deps.cards.faultyCard(tx, cardId)
        if (card === undefined) return refuse({ kind: 'card-not-produced' })
        const now = deps.clock.now()
        const checked = checkComplaint(card.validTo, dateInHelsinki(now))
        if (!checked.ok) return checked
        const { holder } = card
        const cancelled = await deps.cards.cancelForCaller(tx, permit, {
          cardId,
          holder,
          reason: fault === 'not-as-ordered' ? fault : 'broken',
          isComplainedOf: true,
        })
        if (!cancelled.ok) return refuse({ kind: 'card-not-produced' })

        const batchId = await deps.blanks.batchOf(tx, card.chipSerial)
        const complaint: Complaint = {
          complaintId: complaintId as ComplaintId,
          ...{ cardId, holder, product: card.product, chipSerial: card.chipSerial },
          lastDigits: card.cardNumber.slice(-4),
          pointId: by.pointId,
          createdAt: now,
          ...(batchId !== undefined && { batchId }),
          ...{ fault, damagedInUse },
          replacement: replacementFor(fault, damagedInUse),
          state: isReturned ? 'returned' : 'not-returned',
        }
        await insertComplaint(tx, complaint)
        const created: ComplaintFiled = {
          type: 'ComplaintFiled',
          about: { personId: holder, cardId },
          complaintId: complaint.complaintId,
          fault,
          ...complaint.replacement,
        }
        await deps.record(tx, created, permit)
        return ok(await showComplaint(deps, tx, complaint, by))
      }),
})
