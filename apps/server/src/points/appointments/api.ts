import * as contracts from '@sotevarmenne/api/appointments'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Visits } from './create-appointments.ts'
import {
  bookProblems,
  appointmentProblems,
  callNextProblems,
  cancelProblems,
  dayProblems,
  freeSlotsProblems,
  moveProblems,
  stepProblems,
  walkInProblems,
} from './problems.ts'

/**
 * Per address and minute: enough for a family at one computer, too few for a program that books every slot.
 */
const appointmentsPerMinute = 10
const accessesPerMinute = 60

export const visitApi = (visits: Visits): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewFreeSlots,
    operation: 'appointments.viewFreeSlots',
    action: visits.viewFreeSlots,
    problems: freeSlotsProblems,
  }),
  endpoint({
    contract: contracts.bookAppointment,
    operation: 'appointments.bookAppointment',
    action: visits.bookAppointment,
    problems: bookProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.viewAppointment,
    operation: 'appointments.viewAppointment',
    action: visits.viewAppointment,
    problems: appointmentProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.moveAppointment,
    operation: 'appointments.changeAppointment',
    action: visits.moveAppointment,
    problems: moveProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.cancelAppointment,
    operation: 'appointments.changeAppointment',
    action: visits.cancelAppointment,
    problems: cancelProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.fetchCalendarFile,
    operation: 'appointments.viewAppointment',
    action: visits.fetchCalendarFile,
    problems: appointmentProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.viewDay,
    operation: 'appointments.viewDay',
    action: visits.viewDay,
    problems: dayProblems,
  }),
  endpoint({
    contract: contracts.takeWalkIn,
    operation: 'appointments.receiveVisitor',
    action: visits.takeWalkIn,
    problems: walkInProblems,
  }),
  endpoint({
    contract: contracts.takeVisitStep,
    operation: 'appointments.receiveVisitor',
    action: visits.takeVisitStep,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.callNext,
    operation: 'appointments.receiveVisitor',
    action: (permit) => visits.callNext(permit),
    problems: callNextProblems,
  }),
  streamEndpoint({
    contract: contracts.exportVisitFees,
    operation: 'appointments.exportFees',
    action: visits.exportVisitFees,
    problems: dayProblems,
  }),
]
