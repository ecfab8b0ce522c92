import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import type { VisitablePoint } from '#points/points/index.ts'
import { bookAppointment } from './book-appointment.ts'
import {
  cancelAppointment,
  fetchCalendarFile,
  moveAppointment,
  viewAppointment,
} from './change-appointment.ts'
import { nextFree } from './day-of-point.ts'
import type { VisitsDeps } from './deps.ts'
import { csvOfMonth, exportVisitFees } from './export-fees.ts'
import { followVisits } from './follow-visit.ts'
import { viewFreeSlots } from './free-slots.ts'
import { noticeOf } from './notice-of.ts'
import { callNext, takeVisitStep, takeWalkIn, viewDay } from './receive-visitors.ts'
import { servedOfMonth } from './served-of-month.ts'

export type Visits = ReturnType<typeof createVisits>

/** `key`: at least 32 secret bytes, from which the key that seals names, contacts and links is derived. */
export function createVisits({
  key,
  ...rest
}: Omit<VisitsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: VisitsDeps = { ...rest, sealing: createSealing(key, 'visits') }
  return {
    viewFreeSlots: viewFreeSlots(deps),
    bookAppointment: bookAppointment(deps),
    viewAppointment: viewAppointment(deps),
    moveAppointment: moveAppointment(deps),
    cancelAppointment: cancelAppointment(deps),
    fetchCalendarFile: fetchCalendarFile(deps),
    viewDay: viewDay(deps),
    takeWalkIn: takeWalkIn(deps),
    takeVisitStep: takeVisitStep(deps),
    callNext: callNext(deps),
    exportVisitFees: exportVisitFees(deps),
    /** For the accounts of operators: what was served at their points in a month, by page and all as CSV. */
    servedOfMonth: servedOfMonth(deps),
    csvOfMonth: csvOfMonth(deps),
    noticeOf: noticeOf(deps),
    nextFree: (tx: Tx, points: readonly VisitablePoint[], by?: LocalDate) =>
      nextFree(tx, points, { now: deps.clock.now(), by }),
    jobs: followVisits(deps),
  }
}
