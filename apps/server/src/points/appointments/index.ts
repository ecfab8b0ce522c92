export { createVisits, type Visits } from './create-appointments.ts'
export type { VisitNotice } from './notice-of.ts'
export { calledVisit, waitsForCalls } from './store.ts'
