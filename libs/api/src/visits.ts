import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { pointService, publicPoint } from './registration.ts'
import { dateText, id, instantText, language } from './values.ts'

/** The life of a visit: booked or walked in, called, served; or not. */
export const visitState = z.enum(['booked', 'waiting', 'called', 'served', 'missed', 'cancelled'])

export type VisitState = z.infer<typeof visitState>

export const slot = z.object({ startsAt: instantText, endsAt: instantText })

export const viewFreeSlots = defineEndpoint({
  method: 'GET',
  path: '/registration-points/:pointId/free-slots',
  summary: 'Times that can be booked at a registration point, day by day',
  open: true,
  input: z.object({
    pointId: id,
    /** Today unless told. */
    from: dateText.optional(),
    days: z.coerce.number().int().min(1).max(14).default(7),
  }),
  answer: z.object({
    days: z.array(
      z.object({
        date: dateText,
        isOpen: z.boolean(),
        slots: z.array(slot),
      }),
    ),
    /** The last day that can be booked by now. */
    lastDay: dateText,
  }),
})

const services = z.array(pointService).min(1).max(4)

/** A name has letters; whoever types an identity code here is told that it is not needed. */
const visitorName = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .regex(/^[^\d<>]+$/)

export const contact = z.object({
  name: visitorName,
  email: z.email().max(200).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,25}$/)
    .optional(),
})
export type Contact = z.infer<typeof contact>

/** 256 random bits, base64url: whoever has the link may move and cancel the booking. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** A booking as its visitor sees it. */
export const booking = z.object({
  visitId: id,
  state: visitState,
  ...slot.shape,
  services,
  isOwnStaff: z.boolean(),
  /** With VAT, as it was when the visit was booked. */
  feeCents: z.number().int().min(0),
  contact,
  point: publicPoint.pick({ pointId: true, name: true, address: true }).extend({
    phone: z.string().optional(),
    directions: z.string().optional(),
  }),
  mayChange: z.boolean(),
})
export type Booking = z.infer<typeof booking>

export const bookVisit = defineEndpoint({
  method: 'POST',
  path: '/bookings',
  summary: 'Books a visit to a registration point; answers the secret of its link, once',
  open: true,
  input: z.object({
    pointId: id,
    startsAt: instantText,
    services,
    /** Works for the keeper of the point. */
    isOwnStaff: z.boolean(),
    contact,
    language,
  }),
  answer: z.object({ secret, booking }),
})

export const viewBooking = defineEndpoint({
  method: 'POST',
  path: '/bookings/view',
  summary: 'The booking of a link',
  open: true,
  input: z.object({ secret }),
  answer: booking,
})

export const moveBooking = defineEndpoint({
  method: 'POST',
  path: '/bookings/move',
  summary: 'Moves the booking of a link to another free time of the same point',
  open: true,
  input: z.object({ secret, startsAt: instantText }),
  answer: booking,
})

export const cancelBooking = defineEndpoint({
  method: 'POST',
  path: '/bookings/cancellation',
  summary: 'Cancels the booking of a link',
  open: true,
  input: z.object({ secret }),
  answer: booking,
})

export const fetchCalendarFile = defineEndpoint({
  method: 'POST',
  path: '/bookings/calendar-file',
  summary: 'The booking of a link as a calendar file (RFC 5545)',
  open: true,
  input: z.object({ secret, language }),
  answer: z.object({ fileName: z.string(), content: z.string() }),
})

const organisation = z.object({ name: z.string(), businessId: z.string() })

/** A visit as the desk sees it. */
export const visit = z.object({
  visitId: id,
  state: visitState,
  isWalkIn: z.boolean(),
  /** Of a booking; a walk-in has come at the first. */
  ...slot.shape,
  arrivedAt: instantText.optional(),
  calledAt: instantText.optional(),
  services,
  isOwnStaff: z.boolean(),
  feeCents: z.number().int().min(0),
  /** The organisation that was to pay as it was served; who came pays at the desk where there is none. */
  payer: organisation.optional(),
  /** Who pays instead, where the payer was corrected: nobody where all was taken back, several where a part was. */
  correctedPayers: z.array(organisation).optional(),
  /** Absent once it is erased. */
  contact: contact.optional(),
  language,
  /** What the desk may do with it now. */
  steps: z.array(z.enum(['arrive', 'call', 'serve', 'miss', 'put-back'])),
})
export type Visit = z.infer<typeof visit>
export type VisitStep = Visit['steps'][number]

export const viewDay = defineEndpoint({
  method: 'GET',
  path: '/desk/visits',
  summary:
    'Visits of the registration point on a day, who is next, and the load of the week (registrar)',
  input: z.object({
    /** Today unless told. */
    date: dateText.optional(),
  }),
  answer: z.object({
    date: dateText,
    today: dateText,
    visits: z.array(visit),
    nextVisitId: id.optional(),
    /** Monday to Sunday around the day: how many of the point's times are booked. */
    week: z.array(
      z.object({
        date: dateText,
        isOpen: z.boolean(),
        booked: z.number().int().min(0),
        /** Visitors who can be served by booking, with the registrars who are appointed then. */
        places: z.number().int().min(0),
      }),
    ),
  }),
})

export const takeWalkIn = defineEndpoint({
  method: 'POST',
  path: '/desk/visits',
  summary: 'Enters somebody who came without a booking into the queue (registrar)',
  input: z.object({ name: visitorName, services, isOwnStaff: z.boolean(), language }),
  answer: z.object({ visitId: id }),
})

export const takeVisitStep = defineEndpoint({
  method: 'POST',
  path: '/desk/visits/:visitId/steps',
  summary:
    'The visitor arrived, is called, was served, did not come, or goes back into the queue (registrar)',
  input: z.object({
    visitId: id,
    step: visit.shape.steps.element,
    /** Of the organisation that pays, as the visit is served; absent where the visitor pays at the desk, or nothing. */
    payerBusinessId: z.string().trim().min(1).max(20).optional(),
  }),
  answer: z.object({ state: visitState }),
})

export const callNext = defineEndpoint({
  method: 'POST',
  path: '/desk/visits/next',
  summary: 'Calls who is next in the queue (registrar)',
  input: z.object({}),
  answer: z.object({ visitId: id }),
})

export const exportVisitFees = defineEndpoint({
  method: 'GET',
  path: '/desk/visit-fees/:month',
  summary:
    'What visitors of the registration point owe its keeper for a month: every served visit, with VAT (RFC 4180; registrar)',
  input: z.object({
    /** A calendar month, `YYYY-MM`. */
    month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/),
  }),
  mediaType: 'text/csv',
  answer: z.string(),
})
