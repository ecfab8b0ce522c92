import type { ProblemsFor } from '#platform/endpoint.ts'
import { notAtAPointProblems, pointNotFoundProblems } from '#points/points/index.ts'
import type { SlotRefusal } from './domain/slots.ts'
import { texts } from './texts.ts'

export const offerProblems = {
  ...pointNotFoundProblems,
  'service-not-offered': { status: 422, ...texts.serviceNotOffered },
  'own-staff-only': { status: 403, ...texts.ownStaffOnly },
}

export const slotProblems = {
  'slot-not-offered': { status: 409, ...texts.slotNotOffered },
  'slot-taken': { status: 409, ...texts.slotTaken },
} satisfies ProblemsFor<SlotRefusal>

export const appointmentProblems = {
  'appointment-not-found': { status: 404, ...texts.appointmentNotFound },
}

export const cancelProblems = {
  ...appointmentProblems,
  'appointment-not-changeable': { status: 409, ...texts.appointmentNotChangeable },
}

export const dayProblems = notAtAPointProblems
