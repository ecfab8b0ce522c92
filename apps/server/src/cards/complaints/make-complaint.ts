import type { InputOf } from '@sotevarmenne/api/endpoint'
import type {
  Complaint as ComplaintShown,
  makeComplaint as contract,
} from '@sotevarmenne/api/complaints'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { ComplaintId, ComplaintMade } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import {
  judgeComplaint,
  replacementFor,
  type Complaint,
  type ComplaintRefusal,
} from './domain/complaint.ts'
import { showComplaint } from './show-complaints.ts'
import { findComplaint, findComplaintOfCard, insertComplaint } from './store.ts'

export type MakeComplaintRefusal =
  | NotAtAPoint
  | ComplaintRefusal
  | { readonly kind: 'card-not-made' }
  | { readonly kind: 'complaint-made-before' }

/**
 * Closes the faulty card for good and decides whether the new one is free, in one transaction. One that was closed before
 * because it is broken may still be complained of: the desk closes first and asks afterwards.
 */
export const makeComplaint =
  (deps: ComplaintsDeps) =>
  (
    permit: Permit<'complaints.makeComplaint'>,
    { complaintId, cardId, fault, damagedInUse, isReturned }: InputOf<typeof contract>,
  ): Promise<Result<ComplaintShown, MakeComplaintRefusal>> =>
    deps.db.write(async (tx): Promise<Result<ComplaintShown, MakeComplaintRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
      const before = await findComplaint(tx, complaintId)
      if (before?.cardId === cardId) return ok(await showComplaint(deps, tx, before, by))
      if (before !== undefined || (await findComplaintOfCard(tx, cardId)) !== undefined)
        return refuse({ kind: 'complaint-made-before' })

      const card = await deps.cards.faultyCard(tx, cardId)
      if (card === undefined) return refuse({ kind: 'card-not-made' })
      const now = deps.clock.now()
      const judged = judgeComplaint(card.validTo, dateInHelsinki(now))
      if (!judged.ok) return judged
      const { holder } = card
      const closed = await deps.cards.closeForCaller(tx, permit, {
        cardId,
        holder,
        reason: 'broken',
        isComplainedOf: true,
      })
      if (!closed.ok) return refuse({ kind: 'card-not-made' })

      const batchId = await deps.blanks.batchOf(tx, card.chipSerial)
      const complaint: Complaint = {
        complaintId: complaintId as ComplaintId,
        ...{ cardId, holder, product: card.product, chipSerial: card.chipSerial },
        lastDigits: card.cardNumber.slice(-4),
        pointId: by.pointId,
        madeAt: now,
        ...(batchId !== undefined && { batchId }),
        ...{ fault, damagedInUse },
        replacement: replacementFor(fault, damagedInUse),
        state: isReturned ? 'returned' : 'not-returned',
      }
      await insertComplaint(tx, complaint)
      const made: ComplaintMade = {
        type: 'ComplaintMade',
        about: { personId: holder, cardId },
        complaintId: complaint.complaintId,
        fault,
        ...complaint.replacement,
      }
      await deps.record(tx, made, permit)
      return ok(await showComplaint(deps, tx, complaint, by))
    })
