import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { pointService, publicPoint } from './points.ts'
import { dateText, id, instantText, language } from './values.ts'

/** The life of a visit: booked or walk-in, called, served; or missed or cancelled. */
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
    /** Default: today. */
    from: dateText.optional(),
    days: z.coerce.number().int().min(1).max(14).default(7),
  }),
  response: z.object({
    days: z.array(
      z.object({
        date: dateText,
        isOpen: z.boolean(),
        slots: z.array(slot),
      }),
    ),
    /** The last day that can be booked now. */
    lastDay: dateText,
  }),
})

const services = z.array(pointService).min(1).max(4)

/** A name has letters; for an identity code typed here, the message says that it is not needed. */
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

/** 256 random bits, base64url: a person with the link may move and cancel the appointment. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** An appointment as its visitor sees it. */
export const appointment = z.object({
  visitId: id,
  state: visitState,
  ...slot.shape,
  services,
  isOwnStaff: z.boolean(),
  /** With VAT, at the time of booking. */
  feeCents: z.number().int().min(0),
  contact,
  point: publicPoint.pick({ pointId: true, name: true, address: true }).extend({
    phone: z.string().optional(),
    directions: z.string().optional(),
  }),
  mayChange: z.boolean(),
})
export type Appointment = z.infer<typeof appointment>

export const bookAppointment = defineEndpoint({
  method: 'POST',
  path: '/appointments',
  summary: 'Books an appointment at a registration point; returns the secret of its link, once',
  open: true,
  input: z.object({
    pointId: id,
    startsAt: instantText,
    services,
    /** Works for the registration point operator. */
    isOwnStaff: z.boolean(),
    contact,
    language,
  }),
  response: z.object({ secret, appointment }),
})

export const viewAppointment = defineEndpoint({
  method: 'POST',
  path: '/appointments/view',
  summary: 'The appointment of a link',
  open: true,
  input: z.object({ secret }),
  response: appointment,
})

export const moveAppointment = defineEndpoint({
  method: 'POST',
  path: '/appointments/move',
  summary: 'Moves the appointment of a link to another free time of the same point',
  open: true,
  input: z.object({ secret, startsAt: instantText }),
  response: appointment,
})

export const cancelAppointment = defineEndpoint({
  method: 'POST',
  path: '/appointments/cancellation',
  summary: 'Cancels the appointment of a link',
  open: true,
  input: z.object({ secret }),
  response: appointment,
})

export const fetchCalendarFile = defineEndpoint({
  method: 'POST',
  path: '/appointments/calendar-file',
  summary: 'The appointment of a link as a calendar file (RFC 5545)',
  open: true,
  input: z.object({ secret, language }),
  response: z.object({ fileName: z.string(), content: z.string() }),
})

const organisation = z.object({ name: z.string(), businessId: z.string() })

/** A visit as the desk sees it. */
export const visit = z.object({
  visitId: id,
  state: visitState,
  isWalkIn: z.boolean(),
  /** The slot of an appointment; for a walk-in, the time of arrival. */
  ...slot.shape,
  arrivedAt: instantText.optional(),
  calledAt: instantText.optional(),
  services,
  isOwnStaff: z.boolean(),
  feeCents: z.number().int().min(0),
  /** The organisation that was to pay at the time of service; when absent, the visitor pays at the desk. */
  payer: organisation.optional(),
  /** The payers after a correction: none where all was reversed, several where a part was. */
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
    /** Default: today. */
    date: dateText.optional(),
  }),
  response: z.object({
    date: dateText,
    today: dateText,
    visits: z.array(visit),
    nextVisitId: id.optional(),
    /** Monday to Sunday around the day: number of the point's slots that are booked. */
    week: z.array(
      z.object({
        date: dateText,
        isOpen: z.boolean(),
        booked: z.number().int().min(0),
        /** Number of visitors who can be served by appointment, with the registrars at that time. */
        places: z.number().int().min(0),
      }),
    ),
  }),
})

export const takeWalkIn = defineEndpoint({
  method: 'POST',
  path: '/desk/visits',
  summary: 'Adds a visitor without an appointment to the queue (registrar)',
  input: z.object({ name: visitorName, services, isOwnStaff: z.boolean(), language }),
  response: z.object({ visitId: id }),
})

export const takeVisitStep = defineEndpoint({
  method: 'POST',
  path: '/desk/visits/:visitId/steps',
  summary:
    'The visitor arrived, is called, was served, did not come, or goes back into the queue (registrar)',
  input: z.object({
    visitId: id,
    step: visit.shape.steps.element,
    /**
     * The organisation that pays, at the time of service; absent where the visitor pays at the desk, or the
     * visit is free.
     */
    payerBusinessId: z.string().trim().min(1).max(20).optional(),
  }),
  response: z.object({ state: visitState }),
})

export const callNext = defineEndpoint({
  method: 'POST',
  path: '/desk/visits/next',
  summary: 'Calls the next visitor in the queue (registrar)',
  input: z.object({}),
  response: z.object({ visitId: id }),
})

export const exportVisitFees = defineEndpoint({
  method: 'GET',
  path: '/desk/visit-fees/:month',
  summary:
    'What visitors of the registration point owe its operator for a month: every served visit, with VAT (RFC 4180; registrar)',
  input: z.object({
    /** A calendar month, `YYYY-MM`. */
    month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/),
  }),
  mediaType: 'text/csv',
  response: z.string(),
})
