import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { VisitablePoint } from '#points/points/index.ts'
import { bindOperations } from '#platform/operation.ts'
import { bookAppointment } from './book-appointment.ts'
import {
  cancelAppointment,
  fetchCalendarFile,
  moveAppointment,
  viewAppointment,
} from './change-appointment.ts'
import { cancelAlike } from './cancel-alike.ts'
import { nextFree } from './day-of-point.ts'
import type { VisitsDeps } from './deps.ts'
import { csvOfMonth, exportVisitFees } from './export-fees.ts'
import { followVisits } from './follow-visit.ts'
import { viewFreeSlots } from './free-slots.ts'
import { noticeOf } from './notice-of.ts'
import { callNext, takeVisitStep, takeWalkIn, viewDay } from './receive-visitors.ts'
import { servedOfMonth } from './served-of-month.ts'
import { viewReceipt } from './view-receipt.ts'

export type Visits = ReturnType<typeof createVisits>

/** Seals names, contacts and links. */
export function createVisits(wired: Unsealed<VisitsDeps>) {
  const deps: VisitsDeps = withSealing(wired, 'visits')
  return {
    ...bindOperations(deps, {
      viewFreeSlots,
      bookAppointment,
      viewAppointment,
      moveAppointment,
      cancelAppointment,
      fetchCalendarFile,
      viewDay,
      takeWalkIn,
      takeVisitStep,
      callNext,
      cancelAlike,
      exportVisitFees,
      viewReceipt,
    }),
    /** For the accounts of operators: what was served at their points in a month, by page and all as CSV. */
    servedOfMonth: servedOfMonth(deps),
    csvOfMonth: csvOfMonth(deps),
    noticeOf: noticeOf(deps),
    nextFree: (tx: Tx, points: readonly VisitablePoint[], by?: LocalDate) =>
      nextFree(tx, points, { now: deps.clock.now(), by }),
    jobs: followVisits(deps),
  }
}
