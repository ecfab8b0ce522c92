import * as contracts from '@sotevarmenne/api/appointments'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { registrarOf, notAtAPointProblems, type NotAtAPoint } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { VisitsDeps } from './deps.ts'
import { cancel } from './domain/visit.ts'
import { bookedAlike, lockVisit, saveVisit } from './store.ts'
import { texts } from './texts.ts'

export type CancelAlikeRefusal =
  NotAtAPoint | { readonly kind: 'visit-not-found' } | { readonly kind: 'nothing-to-cancel' }

/**
 * Cancels every appointment to come at the registrar's point that has the telephone number of this one, or was
 * made from its network and never confirmed: somebody books times that nobody will use.
 */
export const cancelAlike = operation({
  contract: contracts.cancelAlike,
  problems: {
    ...notAtAPointProblems,
    'visit-not-found': { status: 404, ...texts.visitNotFound },
    'nothing-to-cancel': { status: 409, ...texts.nothingToCancel },
  },
  handle:
    (deps: VisitsDeps) =>
    async (
      permit,
      { visitId, by },
    ): Promise<Result<{ readonly cancelled: number }, CancelAlikeRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      return deps.db.write(
        async (tx): Promise<Result<{ readonly cancelled: number }, CancelAlikeRefusal>> => {
          const visit = await lockVisit(tx, deps.sealing, visitId)
          if (visit?.pointId !== pointId) return refuse({ kind: 'visit-not-found' })
          const value = by === 'phone' ? visit.personal?.contact.phone : visit.personal?.network
          if (value === undefined) return refuse({ kind: 'nothing-to-cancel' })
          const now = deps.clock.now()
          const alike = await bookedAlike(tx, deps.sealing, { by, value, pointId, after: now })
          if (alike.length === 0) return refuse({ kind: 'nothing-to-cancel' })
          for (const each of alike) {
            const cancelled = cancel(each, now)
            await saveVisit(tx, deps.sealing, cancelled.visit)
            await deps.record(tx, cancelled.event, permit)
          }
          return ok({ cancelled: alike.length })
        },
      )
    },
})
