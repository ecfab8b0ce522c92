import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { address, businessId, dateText, id, instantText } from './values.ts'

/** The 21 wellbeing services counties, and Helsinki and HUS, which stand beside them (acts 611/2021 and 614/2021; act 615/2021). */
export const county = z.enum([
  'helsinki',
  'hus',
  'east-uusimaa',
  'central-uusimaa',
  'west-uusimaa',
  'vantaa-kerava',
  'southwest-finland',
  'satakunta',
  'kanta-hame',
  'pirkanmaa',
  'paijat-hame',
  'kymenlaakso',
  'south-karelia',
  'south-savo',
  'north-savo',
  'north-karelia',
  'central-finland',
  'south-ostrobothnia',
  'ostrobothnia',
  'central-ostrobothnia',
  'north-ostrobothnia',
  'kainuu',
  'lapland',
])
export type County = z.infer<typeof county>

/** What a registration point does for a visitor, each with its own fee (M11). */
export const pointService = z.enum(['registering', 'photographing', 'handing-over', 'spare-card'])
export type PointService = z.infer<typeof pointService>

/** ISO 639-1; `se` is Northern Sámi. */
export const spokenLanguage = z.enum(['fi', 'sv', 'en', 'se'])
export type SpokenLanguage = z.infer<typeof spokenLanguage>

export const accessibilityFeature = z.enum([
  'step-free',
  'accessible-toilet',
  'accessible-parking',
  'induction-loop',
])
export type AccessibilityFeature = z.infer<typeof accessibilityFeature>

/** `HH:MM` by the Finnish clock. */
export const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const period = z.object({ from: timeText, to: timeText })
const periods = z.array(period).max(4)

/** Of Monday (1) to Sunday (7), ISO 8601. Public holidays are closed unless an exception says otherwise. */
export const weeklyHours = z.array(
  z.object({ weekday: z.number().int().min(1).max(7), periods: periods.min(1) }),
)

export const pointDetails = z.object({
  county,
  /** Who keeps the point and charges its fees. */
  keeper: z.string().trim().min(1).max(120),
  /** By it the keeper names the point in what it signs, and applies for its registrars. */
  keeperBusinessId: businessId.optional(),
  services: z.array(pointService).min(1),
  languages: z.array(spokenLanguage).min(1),
  openingHours: weeklyHours.max(7),
  /** Days with hours of their own; closed where there are none. */
  exceptions: z
    .array(z.object({ date: dateText, periods, reason: z.string().trim().max(120).optional() }))
    .max(200),
  accessibility: z.array(accessibilityFeature),
  /** How to find the door, in the words of the point. */
  directions: z.string().trim().max(400).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,25}$/)
    .optional(),
  /** Serves every professional of social and health care, whoever employs them; else the keeper's own staff only. */
  hasPublicDuty: z.boolean(),
  /** Visitors who can be served at a time, where there are registrars enough. */
  desks: z.number().int().min(1).max(50),
  slotMinutes: z.number().int().min(5).max(120),
  /** The last day in service, inclusive. */
  lastDay: dateText.optional(),
})
export type PointDetails = z.infer<typeof pointDetails>

export const pointFacts = z.object({
  name: z.string().trim().min(1).max(120),
  address,
  details: pointDetails.optional(),
})

const cents = z.number().int().min(0).max(1_000_000)

export const feeLine = z.object({ service: pointService, cents, isFreeForOwnStaff: z.boolean() })

/** Whether the doors are open at the moment, until when, or from when on. */
const openingNow = z.object({
  isOpen: z.boolean(),
  /** When that changes; absent when it does not within a month. */
  changesAt: instantText.optional(),
})

/** A point as everybody may see it. */
export const publicPoint = z.object({
  pointId: id,
  name: z.string(),
  address,
  details: pointDetails.omit({ desks: true }),
  now: openingNow,
  /** With VAT; what is not here is free. */
  fees: z.array(feeLine),
  /** The first time that can be booked; absent when there is none within the days ahead. */
  nextFreeAt: instantText.optional(),
})
export type PublicPoint = z.infer<typeof publicPoint>

export const searchPoints = defineEndpoint({
  method: 'GET',
  path: '/registration-points',
  summary: 'Registration points with services, fees, opening hours and the next free time',
  open: true,
  input: z.object({
    county: county.optional(),
    service: pointService.optional(),
    language: spokenLanguage.optional(),
    /** Part of the name, street or post office; letters with and without dots are the same. */
    place: z.string().trim().max(80).optional(),
    /** Only points with a free time on this day or before. */
    freeBy: dateText.optional(),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  answer: z.object({ points: z.array(publicPoint), nextCursor: z.string().optional() }),
})

export const searchSparePoints = defineEndpoint({
  method: 'GET',
  path: '/spare-card-points',
  summary:
    'Where a spare card may be had now or next: points with blanks in stock, the nearest by postal code first, ten at most',
  open: true,
  input: z.object({
    postalCode: z
      .string()
      .regex(/^\d{5}$/)
      .optional(),
    county: county.optional(),
  }),
  answer: z.object({
    points: z.array(
      publicPoint
        .pick({ pointId: true, name: true, address: true, now: true })
        .extend({ phone: z.string().optional(), hasPublicDuty: z.boolean() }),
    ),
  }),
})

export const viewPublicPoint = defineEndpoint({
  method: 'GET',
  path: '/registration-points/:pointId',
  summary: 'One registration point as everybody may see it',
  open: true,
  input: z.object({ pointId: id }),
  answer: publicPoint,
})

export const price = z.object({
  priceId: id,
  service: pointService,
  /** Without VAT. */
  netCents: cents,
  vatPermille: z.number().int().min(0).max(400),
  /** With VAT: what a visitor pays. */
  grossCents: cents,
  /** What the service costs the keeper, line by line, without VAT: the sum is the ceiling of the price. */
  costSheet: z.array(z.object({ what: z.string(), cents })),
  isFreeForOwnStaff: z.boolean(),
  validFrom: dateText,
  /** Inclusive; absent while no later price follows. */
  validTo: dateText.optional(),
})
export type Price = z.infer<typeof price>

export const registrarShown = z.object({
  registrarId: id,
  personId: id,
  name: z.string(),
  appointedAt: instantText,
  /** The appointment ends then, exclusive. */
  endsAt: instantText.optional(),
  training: z
    .object({ course: z.string(), completedOn: dateText, certificate: z.string() })
    .optional(),
})

/** How many registrars a point has, against the two that it must have. */
export const staffing = z.object({
  registrars: z.number().int().min(0),
  required: z.number().int().min(1),
  isEnough: z.boolean(),
  /** When there will be too few, if no more are appointed. */
  tooFewFrom: instantText.optional(),
})

/** A point as the office sees it. */
export const officePoint = z.object({
  pointId: id,
  version: z.number().int().min(1),
  ...pointFacts.shape,
  staffing,
})
export type OfficePoint = z.infer<typeof officePoint>

/** How a point stands in the office's list: one that is in service may have too few registrars. */
export const pointStanding = z.enum(['in-service', 'too-few-registrars', 'incomplete', 'ended'])
export type PointStanding = z.infer<typeof pointStanding>

export const listPoints = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-points',
  summary: 'Registration points by name, with how they are staffed (handler, auditor)',
  input: z.object({
    place: z.string().trim().max(80).optional(),
    county: county.optional(),
    standing: pointStanding.optional(),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ points: z.array(officePoint), nextCursor: z.string().optional() }),
})

/** Every point, to choose among where a paper names points, or blanks go to one. */
export const listPointNames = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-point-names',
  summary: 'The names of all registration points (handler, auditor)',
  input: z.object({}),
  answer: z.object({ points: z.array(z.object({ pointId: id, name: z.string() })) }),
})

export const viewPoint = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-points/:pointId',
  summary:
    'One registration point: facts and how they changed, prices, registrars (handler, auditor)',
  input: z.object({ pointId: id }),
  answer: z.object({
    point: officePoint,
    /** The newest first. */
    versions: z.array(
      z.object({
        version: z.number().int().min(1),
        enteredAt: instantText,
        /** Absent when it was entered as the service began. */
        enteredBy: z.string().optional(),
        facts: pointFacts,
      }),
    ),
    /** By service, the newest first. */
    prices: z.array(price),
    /** Those who hold an appointment, and those who did, the newest first. */
    registrars: z.array(registrarShown),
  }),
})

export const enterPoint = defineEndpoint({
  method: 'POST',
  path: '/operations/registration-points',
  summary: 'Enters a registration point (handler)',
  input: pointFacts.required({ details: true }),
  answer: z.object({ pointId: id }),
})

export const changePoint = defineEndpoint({
  method: 'POST',
  path: '/operations/registration-points/:pointId/versions',
  summary: 'Changes the facts of a registration point; the earlier ones are kept (handler)',
  input: z.object({
    pointId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    facts: pointFacts.required({ details: true }),
  }),
  answer: z.object({ version: z.number().int().min(1) }),
})

export const setPrice = defineEndpoint({
  method: 'POST',
  path: '/operations/registration-points/:pointId/prices',
  summary: 'Sets the price of a service, at most its verified cost (handler)',
  input: z.object({
    pointId: id,
    service: pointService,
    netCents: cents,
    vatPermille: z.number().int().min(0).max(400),
    costSheet: z
      .array(z.object({ what: z.string().trim().min(1).max(120), cents }))
      .min(1)
      .max(30),
    isFreeForOwnStaff: z.boolean(),
    validFrom: dateText,
    validTo: dateText.optional(),
  }),
  answer: z.object({ priceId: id }),
})

export const appointRegistrar = defineEndpoint({
  method: 'POST',
  path: '/operations/registration-points/:pointId/registrars',
  summary: 'Appoints a person who has shown the training as a registrar of the point (handler)',
  input: z.object({
    pointId: id,
    identityCode: z.string().trim().min(1).max(20),
    training: z.object({
      course: z.string().trim().min(1).max(120),
      completedOn: dateText,
      /** Number or name of the certificate that was seen. */
      certificate: z.string().trim().min(1).max(120),
    }),
    lastDay: dateText,
  }),
  answer: z.object({ registrarId: id, staffing }),
})

export const endAppointment = defineEndpoint({
  method: 'POST',
  path: '/operations/registrars/:registrarId/end',
  summary: 'From now on the person is no registrar of that point (handler)',
  input: z.object({ registrarId: id }),
  answer: z.object({ staffing }),
})
