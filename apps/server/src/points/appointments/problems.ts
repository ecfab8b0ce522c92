import type { ProblemsFor } from '#platform/endpoint.ts'
import { notAtAPointProblems, pointNotFoundProblems } from '#points/points/index.ts'
import type { BookRefusal, OfferRefusal } from './book-appointment.ts'
import type { AppointmentNotFound, CancelRefusal, MoveRefusal } from './change-appointment.ts'
import type { SlotRefusal } from './domain/slots.ts'
import type { CallNextRefusal, TakeStepRefusal, WalkInRefusal } from './receive-visitors.ts'
import { texts } from './texts.ts'

export const freeSlotsProblems = pointNotFoundProblems

const offerProblems = {
  ...pointNotFoundProblems,
  'service-not-offered': { status: 422, ...texts.serviceNotOffered },
  'own-staff-only': { status: 403, ...texts.ownStaffOnly },
} satisfies ProblemsFor<OfferRefusal>

const slotProblems = {
  'slot-not-offered': { status: 409, ...texts.slotNotOffered },
  'slot-taken': { status: 409, ...texts.slotTaken },
} satisfies ProblemsFor<SlotRefusal>

export const bookProblems = {
  ...offerProblems,
  ...slotProblems,
  'contact-needed': { status: 422, ...texts.contactNeeded },
  'too-many-appointments': { status: 429, ...texts.tooManyAppointments },
} satisfies ProblemsFor<BookRefusal>

export const appointmentProblems = {
  'appointment-not-found': { status: 404, ...texts.appointmentNotFound },
} satisfies ProblemsFor<AppointmentNotFound>

export const cancelProblems = {
  ...appointmentProblems,
  'appointment-not-changeable': { status: 409, ...texts.appointmentNotChangeable },
} satisfies ProblemsFor<CancelRefusal>

export const moveProblems = {
  ...cancelProblems,
  ...offerProblems,
  ...slotProblems,
} satisfies ProblemsFor<MoveRefusal>

export const dayProblems = notAtAPointProblems

export const walkInProblems = {
  ...notAtAPointProblems,
  ...offerProblems,
} satisfies ProblemsFor<WalkInRefusal>

export const stepProblems = {
  ...notAtAPointProblems,
  'visit-not-found': { status: 404, ...texts.visitNotFound },
  'step-not-possible': { status: 409, ...texts.stepNotPossible },
  'not-the-day-of-the-visit': { status: 409, ...texts.notTheDayOfTheVisit },
  'visit-not-begun': { status: 409, ...texts.visitNotBegun },
  'payer-not-found': { status: 422, ...texts.payerNotFound },
  'nothing-to-invoice': { status: 422, ...texts.nothingToInvoice },
  'fee-not-by-service': { status: 409, ...texts.feeNotByService },
  'point-operator-does-not-invoice': { status: 409, ...texts.pointOperatorDoesNotInvoice },
} satisfies ProblemsFor<TakeStepRefusal>

export const callNextProblems = {
  ...notAtAPointProblems,
  'nobody-waits': { status: 409, ...texts.nobodyWaits },
} satisfies ProblemsFor<CallNextRefusal>
