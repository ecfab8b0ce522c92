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
    action: visits.viewFreeSlots,
    problems: freeSlotsProblems,
  }),
  endpoint({
    contract: contracts.bookAppointment,
    action: visits.bookAppointment,
    problems: bookProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.viewAppointment,
    action: visits.viewAppointment,
    problems: appointmentProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.moveAppointment,
    action: visits.moveAppointment,
    problems: moveProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.cancelAppointment,
    action: visits.cancelAppointment,
    problems: cancelProblems,
    requestsPerMinute: appointmentsPerMinute,
  }),
  endpoint({
    contract: contracts.fetchCalendarFile,
    action: visits.fetchCalendarFile,
    problems: appointmentProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.viewDay,
    action: visits.viewDay,
    problems: dayProblems,
  }),
  endpoint({
    contract: contracts.takeWalkIn,
    action: visits.takeWalkIn,
    problems: walkInProblems,
  }),
  endpoint({
    contract: contracts.takeVisitStep,
    action: visits.takeVisitStep,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.callNext,
    action: (permit) => visits.callNext(permit),
    problems: callNextProblems,
  }),
  streamEndpoint({
    contract: contracts.exportVisitFees,
    action: visits.exportVisitFees,
    problems: dayProblems,
  }),
]
