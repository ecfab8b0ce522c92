import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { pointService, publicPointView } from './points.ts'
import { dateText, id, instantText, language, personName } from './values.ts'
import { definePermission } from './permission.ts'

/** The life of a visit: booked or walk-in, called, served; or missed or cancelled. */
export const visitState = z.enum(['booked', 'waiting', 'called', 'served', 'missed', 'cancelled'])

export type VisitState = z.infer<typeof visitState>

/** What the desk does with a visit, the likeliest first. */
export const visitStep = z.enum(['call', 'serve', 'arrive', 'put-back', 'miss'])
export type VisitStep = z.infer<typeof visitStep>

export const slot = z.object({ startsAt: instantText, endsAt: instantText })

export const viewFreeSlots = defineEndpoint({
  method: 'GET',
  path: '/registration-points/:pointId/free-slots',
  permission: definePermission('appointments.viewFreeSlots', {
    roles: 'everybody',
    label: {
      fi: 'Vapaiden aikojen katselu',
      sv: 'Visning av lediga tider',
      en: 'Viewing free times',
    },
  }),
  summary: 'Times that can be booked at a registration point, day by day',
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

const services = z.array(pointService).min(1).max(20)

/** For an identity code typed here, the message says that it is not needed. */
const visitorName = personName()

const contactView = z.object({
  name: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
})

export const visitorContact = z.object({
  name: visitorName,
  email: z.email().max(200).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,25}$/)
    .optional(),
})
export type VisitorContact = z.infer<typeof visitorContact>

/** 256 random bits, base64url: a person with the link may move and cancel the appointment. */
const secret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({ examples: ['VGhpcyBpcyBhbiBleGFtcGxlIG9mIGEgc2VjcmV0Ljk'] })

/** An appointment as its visitor sees it. */
export const appointmentView = z.object({
  visitId: id,
  state: visitState,
  ...slot.shape,
  services,
  isOwnStaff: z.boolean(),
  /** With VAT, at the time of booking. */
  feeCents: z.number().int().min(0),
  contact: contactView,
  point: publicPointView.pick({ pointId: true, name: true, address: true }).extend({
    phone: z.string().optional(),
    directions: z.string().optional(),
  }),
  mayChange: z.boolean(),
})
export type AppointmentView = z.infer<typeof appointmentView>

export const bookAppointment = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/appointments',
  permission: definePermission('appointments.bookAppointment', {
    roles: 'everybody',
    label: { fi: 'Käynnin varaaminen', sv: 'Bokning av besök', en: 'Booking an appointment' },
  }),
  summary:
    'Books an appointment at a registration point. With an e-mail address it is held until the link in the mail is opened; without one the secret of its link is returned, once',
  input: z.object({
    pointId: id,
    startsAt: instantText,
    services,
    /** Works for the registration point operator. */
    isOwnStaff: z.boolean(),
    contact: visitorContact,
    language,
  }),
  response: z.object({
    /** Absent where it is mailed. */
    secret: secret.optional(),
    /** The link in the mail must be opened by then. */
    confirmBy: instantText.optional(),
    appointment: appointmentView,
  }),
})

export const viewAppointmentPermission = definePermission('appointments.viewAppointment', {
  roles: 'everybody',
  label: { fi: 'Varauksen katselu', sv: 'Visning av bokning', en: 'Viewing an appointment' },
})

export const viewAppointment = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/appointments/view',
  permission: viewAppointmentPermission,
  summary: 'The appointment of a link. Opening a link that was mailed confirms it',
  input: z.object({ secret }),
  response: appointmentView,
})

export const changeAppointmentPermission = definePermission('appointments.changeAppointment', {
  roles: 'everybody',
  label: {
    fi: 'Varauksen siirto tai peruutus',
    sv: 'Flyttning eller avbokning',
    en: 'Moving or cancelling an appointment',
  },
})

export const moveAppointment = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/appointments/move',
  permission: changeAppointmentPermission,
  summary: 'Moves the appointment of a link to another free time of the same point',
  input: z.object({ secret, startsAt: instantText }),
  response: appointmentView,
})

export const cancelAppointment = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/appointments/cancellation',
  permission: changeAppointmentPermission,
  summary: 'Cancels the appointment of a link',
  input: z.object({ secret }),
  response: appointmentView,
})

export const fetchCalendarFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/appointments/calendar-file',
  permission: viewAppointmentPermission,
  summary: 'The appointment of a link as a calendar file (RFC 5545)',
  input: z.object({ secret, language }),
  response: z.object({ fileName: z.string(), content: z.string() }),
})

const organisation = z.object({ name: z.string(), businessId: z.string() })

/** What finds other appointments of the same stranger. */
export const alike = z.enum(['phone', 'network'])
export type Alike = z.infer<typeof alike>

/** A visit as the desk sees it. */
export const visitView = z.object({
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
  contact: contactView.optional(),
  language,
  /** Until then the slot is held for an appointment that is not confirmed yet. */
  confirmBy: instantText.optional(),
  /** Of an appointment to come that is one of several of the same stranger: by what they may be cancelled. */
  cancelAlike: z.array(alike).optional(),
  /** The visitor paid for it at the desk: there is a receipt. */
  hasReceipt: z.literal(true).optional(),
  /** What the desk may do with it now. */
  steps: z.array(visitStep),
})
export type VisitView = z.infer<typeof visitView>

export const viewDay = defineEndpoint({
  method: 'GET',
  path: '/desk/visits',
  permission: definePermission('appointments.viewDay', {
    roles: ['registrar'],
    label: {
      fi: 'Päivän käyntien katselu',
      sv: 'Visning av dagens besök',
      en: 'Viewing the visits of a day',
    },
  }),
  summary:
    'Visits of the registration point on a day, who is next, and the load of the week (registrar)',
  input: z.object({
    /** Default: today. */
    date: dateText.optional(),
  }),
  response: z.object({
    date: dateText,
    today: dateText,
    visits: z.array(visitView),
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

export const receiveVisitorPermission = definePermission('appointments.receiveVisitor', {
  roles: ['registrar'],
  label: { fi: 'Asiakkaan vastaanotto', sv: 'Mottagning av kund', en: 'Receiving a visitor' },
})

export const takeWalkIn = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/desk/visits',
  permission: receiveVisitorPermission,
  summary: 'Adds a visitor without an appointment to the queue (registrar)',
  input: z.object({ name: visitorName, services, isOwnStaff: z.boolean(), language }),
  response: z.object({ visitId: id }),
})

export const takeVisitStep = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/desk/visits/:visitId/steps',
  permission: receiveVisitorPermission,
  summary:
    'The visitor arrived, is called, was served, did not come, or goes back into the queue (registrar)',
  input: z.object({
    visitId: id,
    step: visitView.shape.steps.element,
    /**
     * The organisation that pays, at the time of service; absent where the visitor pays at the desk, or the
     * visit is free.
     */
    payerBusinessId: z.string().trim().min(1).max(20).optional(),
  }),
  response: z.object({ state: visitState }),
})

export const viewReceipt = defineEndpoint({
  method: 'GET',
  path: '/desk/visits/:visitId/receipt',
  permission: definePermission('appointments.viewReceipt', {
    roles: ['registrar'],
    label: { fi: 'Kuitin katselu', sv: 'Visning av kvitto', en: 'Viewing a receipt' },
  }),
  summary: 'The receipt of a visit that its visitor paid at the desk (registrar)',
  input: z.object({ visitId: id }),
  response: z.object({
    visitId: id,
    paidAt: instantText,
    point: publicPointView.pick({ name: true, address: true }),
    /** Its name, if it has an account in the service. */
    operator: z.object({ businessId: z.string(), name: z.string().optional() }).optional(),
    lines: z.array(z.object({ service: pointService, vatPermille: z.number(), cents: z.number() })),
    vat: z.array(z.object({ permille: z.number(), netCents: z.number(), vatCents: z.number() })),
    /** With VAT. */
    cents: z.number(),
  }),
})

export const callNext = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/desk/visits/next',
  permission: receiveVisitorPermission,
  summary: 'Calls the next visitor in the queue (registrar)',
  input: z.object({}),
  response: z.object({ visitId: id }),
})

export const cancelAlike = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/desk/visits/:visitId/cancellation-of-alike',
  permission: definePermission('appointments.cancelAlike', {
    roles: ['registrar'],
    label: {
      fi: 'Aiheettomien varausten peruminen',
      sv: 'Avbokning av ogrundade bokningar',
      en: 'Cancelling unfounded appointments',
    },
  }),
  summary:
    'Cancels all appointments to come at the point with the telephone number of this one, or from its network (registrar)',
  input: z.object({ visitId: id, by: alike }),
  response: z.object({ cancelled: z.number().int().min(1) }),
})

export const exportVisitFees = defineEndpoint({
  method: 'GET',
  path: '/desk/visit-fees/:month',
  permission: definePermission('appointments.exportFees', {
    roles: ['registrar'],
    label: {
      fi: 'Kuukauden käyntimaksujen lataaminen',
      sv: 'Nedladdning av månadens besöksavgifter',
      en: 'Downloading the visit fees of a month',
    },
  }),
  summary:
    'What visitors of the registration point owe its operator for a month: every served visit, with VAT (RFC 4180; registrar)',
  input: z.object({
    /** A calendar month, `YYYY-MM`. */
    month: z
      .string()
      .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
      .meta({ examples: ['2026-11'] }),
  }),
  mediaType: 'text/csv',
  response: z.string(),
})

export const remindOfVisitPermission = definePermission('appointments.remindOfVisit', {
  roles: 'service',
  label: { fi: 'Käynnistä muistuttaminen', sv: 'Påminnelse om besök', en: 'Reminding of a visit' },
})

export const releaseVisitPermission = definePermission('appointments.releaseVisit', {
  roles: 'service',
  label: {
    fi: 'Vahvistamattoman varauksen vapautus',
    sv: 'Frisläppande av obekräftad bokning',
    en: 'Releasing an unconfirmed appointment',
  },
})

export const forgetVisitPermission = definePermission('appointments.forgetVisit', {
  roles: 'service',
  label: {
    fi: 'Kävijän tietojen poisto',
    sv: 'Radering av besökarens uppgifter',
    en: 'Erasing the data of a visitor',
  },
})
