import type { ComplaintView } from '@sotevarmenne/api/complaints'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/complaints'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { FaultyCardDestroyed, FaultyCardReturned } from './contract.ts'
import type { ComplaintsDeps } from './deps.ts'
import {
  checkDestruction,
  checkTakeIn,
  type Complaint,
  type DestructionRefusal,
  type TakeInRefusal,
} from './domain/complaint.ts'
import { showComplaint } from './show-complaints.ts'
import { lockComplaint, saveState } from './store.ts'
import { texts } from './texts.ts'

type NotFound = { readonly kind: 'complaint-not-found' }

export type TakeInFaultyCardRefusal = NotAtAPoint | NotFound | TakeInRefusal

/** The card was returned; from now on it is at the point that took it in. */
export const takeInFaultyCard = operation({
  contract: api.takeInFaultyCard,
  problems: {
    ...notAtAPointProblems,
    'complaint-not-found': { status: 404, ...texts.notFound },
    'faulty-card-already-returned': { status: 409, ...texts.alreadyReturned },
  },
  handle:
    (deps: ComplaintsDeps) =>
    (permit, { complaintId }) =>
      deps.db.write(async (tx): Promise<Result<ComplaintView, TakeInFaultyCardRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const complaint = await lockComplaint(tx, complaintId)
        if (!complaint) return refuse({ kind: 'complaint-not-found' })
        const checked = checkTakeIn(complaint)
        if (!checked.ok) return checked

        const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
        const returned: Complaint = { ...complaint, state: 'returned', pointId: by.pointId }
        await saveState(tx, returned)
        const event: FaultyCardReturned = { type: 'FaultyCardReturned', ...named(returned) }
        await deps.record(tx, event, permit)
        return ok(await showComplaint(deps, tx, returned, by))
      }),
})

export type DestroyFaultyCardRefusal = NotAtAPoint | NotFound | DestructionRefusal

/** One of two signatures; with the second the card is destroyed and its chip rejected in the stock (R130). */
export const destroyFaultyCard = operation({
  contract: api.destroyFaultyCard,
  problems: {
    ...notAtAPointProblems,
    'complaint-not-found': { status: 404, ...texts.notFound },
    'faulty-card-not-here': { status: 409, ...texts.notHere },
    ...dualControlProblems,
  },
  handle:
    (deps: ComplaintsDeps) =>
    (permit, { complaintId }) =>
      deps.db.write(async (tx): Promise<Result<ComplaintView, DestroyFaultyCardRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const complaint = await lockComplaint(tx, complaintId)
        if (!complaint) return refuse({ kind: 'complaint-not-found' })
        const by = { personId: desk.value.registrar, pointId: desk.value.pointId }
        const checked = checkDestruction(complaint, by)
        if (!checked.ok) return checked

        const isDestroyed = checked.value === 'destroyed'
        const signed: Complaint = isDestroyed
          ? { ...complaint, state: 'destroyed' }
          : { ...complaint, state: 'destroying', firstSigned: by.personId }
        await saveState(tx, signed)
        if (isDestroyed) await deps.blanks.reject(tx, complaint.chipSerial, 'card-broken')
        const event: FaultyCardDestroyed = {
          type: 'FaultyCardDestroyed',
          ...named(signed),
          isDestroyed,
        }
        await deps.record(tx, event, permit)
        return ok(await showComplaint(deps, tx, signed, by))
      }),
})

const named = ({ complaintId, holder, cardId }: Complaint) => ({
  about: { personId: holder, cardId },
  complaintId,
})
