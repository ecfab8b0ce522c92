import * as contracts from '@sotevarmenne/api/visits'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Visits } from './create-visits.ts'
import {
  bookProblems,
  bookingProblems,
  callNextProblems,
  cancelProblems,
  dayProblems,
  freeSlotsProblems,
  moveProblems,
  stepProblems,
  walkInProblems,
} from './problems.ts'

/** Of one address, a minute: enough for a family at one computer, little for a program that takes every slot. */
const bookingsPerMinute = 10
const looksPerMinute = 60

export const visitApi = (visits: Visits): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewFreeSlots,
    deed: 'visits.viewFreeSlots',
    act: visits.viewFreeSlots,
    problems: freeSlotsProblems,
  }),
  endpoint({
    contract: contracts.bookVisit,
    deed: 'visits.bookVisit',
    act: visits.bookVisit,
    problems: bookProblems,
    requestsPerMinute: bookingsPerMinute,
  }),
  endpoint({
    contract: contracts.viewBooking,
    deed: 'visits.viewBooking',
    act: visits.viewBooking,
    problems: bookingProblems,
    requestsPerMinute: looksPerMinute,
  }),
  endpoint({
    contract: contracts.moveBooking,
    deed: 'visits.changeBooking',
    act: visits.moveBooking,
    problems: moveProblems,
    requestsPerMinute: bookingsPerMinute,
  }),
  endpoint({
    contract: contracts.cancelBooking,
    deed: 'visits.changeBooking',
    act: visits.cancelBooking,
    problems: cancelProblems,
    requestsPerMinute: bookingsPerMinute,
  }),
  endpoint({
    contract: contracts.fetchCalendarFile,
    deed: 'visits.viewBooking',
    act: visits.fetchCalendarFile,
    problems: bookingProblems,
    requestsPerMinute: looksPerMinute,
  }),
  endpoint({
    contract: contracts.viewDay,
    deed: 'visits.viewDay',
    act: visits.viewDay,
    problems: dayProblems,
  }),
  endpoint({
    contract: contracts.takeWalkIn,
    deed: 'visits.receiveVisitor',
    act: visits.takeWalkIn,
    problems: walkInProblems,
  }),
  endpoint({
    contract: contracts.takeVisitStep,
    deed: 'visits.receiveVisitor',
    act: visits.takeVisitStep,
    problems: stepProblems,
  }),
  endpoint({
    contract: contracts.callNext,
    deed: 'visits.receiveVisitor',
    act: (permit) => visits.callNext(permit),
    problems: callNextProblems,
  }),
  streamEndpoint({
    contract: contracts.exportVisitFees,
    deed: 'visits.exportFees',
    act: visits.exportVisitFees,
    problems: dayProblems,
  }),
]
