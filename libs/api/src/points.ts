import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import {
  address,
  businessId,
  dateText,
  id,
  instantText,
  lineText,
  pageLimit,
  writtenText,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

/**
 * The 21 wellbeing services counties, and Helsinki and HUS in addition to them (acts 611/2021 and 614/2021;
 * act 615/2021).
 */
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

/** The services with which the software is shipped; case officers add others (`point-services.ts`). */
export const shippedPointService = z.enum([
  'registering',
  'photographing',
  'handing-over',
  'spare-card',
  'new-code',
])
export type ShippedPointService = z.infer<typeof shippedPointService>

/** The code of a service of a registration point for a visitor, each with its own fee (M11): `listPointServices`. */
export const pointService = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .meta({ examples: ['registering'] })
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
export const timeText = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ examples: ['09:00'] })
const period = z.object({ from: timeText, to: timeText })
const periods = z.array(period).max(4)

/**
 * From Monday (1) to Sunday (7), ISO 8601. On public holidays it is closed unless an exception says
 * otherwise.
 */
export const weeklyHours = z.array(
  z.object({ weekday: z.number().int().min(1).max(7), periods: periods.min(1) }),
)

export const pointDetails = z.object({
  county,
  /** The registration point operator, which charges the fees. */
  pointOperator: lineText({ max: 120 }),
  /**
   * Identifies the operator that names the point in its agreements and delegations, and applies for its
   * registrars.
   */
  pointOperatorBusinessId: businessId.optional(),
  services: z.array(pointService).min(1).max(20),
  languages: z.array(spokenLanguage).min(1).max(10),
  openingHours: weeklyHours.max(7),
  /** Days with special hours; closed when there are none. */
  exceptions: z
    .array(z.object({ date: dateText, periods, reason: lineText({ min: 0, max: 120 }).optional() }))
    .max(200),
  accessibility: z.array(accessibilityFeature).max(20),
  /** How to find the entrance, in the words of the point. */
  directions: writtenText({ min: 0, max: 400 }).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,25}$/)
    .optional(),
  /**
   * Serves every professional of social and health care with any employer; otherwise only the operator's own
   * staff.
   */
  hasPublicDuty: z.boolean(),
  /** Number of visitors who can be served at a time, if there are enough registrars. */
  desks: z.number().int().min(1).max(50),
  slotMinutes: z.number().int().min(5).max(120),
  /** The last day in service, inclusive. */
  lastDay: dateText.optional(),
})
export type PointDetails = z.infer<typeof pointDetails>

export const pointFacts = z.object({
  name: lineText({ max: 120 }),
  address,
  details: pointDetails.optional(),
})

const cents = z.number().int().min(0).max(1_000_000)

export const feeLine = z.object({ service: pointService, cents, isFreeForOwnStaff: z.boolean() })

/** Whether the point is open at the moment, until when, or from when on. */
const openingNow = z.object({
  isOpen: z.boolean(),
  /** When that changes; absent when it does not change within a month. */
  changesAt: instantText.optional(),
})

/** The public data of a point. */
export const publicPointView = z.object({
  pointId: id,
  name: z.string(),
  address,
  details: pointDetails.omit({ desks: true }),
  now: openingNow,
  /** With VAT; services that are not listed are free. */
  fees: z.array(feeLine),
  /** The first free slot; absent when there is none within the days that can be booked. */
  nextFreeAt: instantText.optional(),
})
export type PublicPointView = z.infer<typeof publicPointView>

export const searchPointsPermission = definePermission('registration.searchPoints', {
  roles: 'everybody',
  label: {
    fi: 'Rekisteröintipisteiden haku',
    sv: 'Sökning av registreringsställen',
    en: 'Searching registration points',
  },
})

export const searchPoints = defineEndpoint({
  method: 'GET',
  path: '/registration-points',
  permission: searchPointsPermission,
  summary: 'Registration points with services, fees, opening hours and the next free time',
  input: z.object({
    county: county.optional(),
    service: pointService.optional(),
    language: spokenLanguage.optional(),
    /** Part of the name, street or post office; letters with and without diacritics are equal. */
    place: z.string().trim().max(80).optional(),
    /** Only points with a free slot on this day or before. */
    freeBy: dateText.optional(),
    cursor: pageCursor.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ points: z.array(publicPointView), nextCursor: z.string().optional() }),
})

export const searchSparePoints = defineEndpoint({
  method: 'GET',
  path: '/spare-card-points',
  permission: searchPointsPermission,
  summary:
    'Where a spare card is available now or next: points with blank cards in stock, the nearest by postal code first, ten at most',
  input: z.object({
    postalCode: z
      .string()
      .regex(/^\d{5}$/)
      .meta({ examples: ['00100'] })
      .optional(),
    county: county.optional(),
  }),
  response: z.object({
    points: z.array(
      publicPointView
        .pick({ pointId: true, name: true, address: true, now: true })
        .extend({ phone: z.string().optional(), hasPublicDuty: z.boolean() }),
    ),
  }),
})

export const viewPublicPoint = defineEndpoint({
  method: 'GET',
  path: '/registration-points/:pointId',
  permission: searchPointsPermission,
  summary: 'One registration point as everybody may see it',
  input: z.object({ pointId: id }),
  response: publicPointView,
})

export const pointPriceView = z.object({
  priceId: id,
  service: pointService,
  /** Without VAT. */
  netCents: cents,
  vatPermille: z.number().int().min(0).max(400),
  /** With VAT: what a visitor pays. */
  grossCents: cents,
  /** The operator's costs of the service, line by line, without VAT: the sum is the ceiling of the price. */
  costSheet: z.array(z.object({ what: z.string(), cents })),
  isFreeForOwnStaff: z.boolean(),
  validFrom: dateText,
  /** Inclusive; absent until a later price follows. */
  validTo: dateText.optional(),
})
export type PointPriceView = z.infer<typeof pointPriceView>

export const registrarShown = z.object({
  registrarId: id,
  personId: id,
  name: z.string(),
  appointedAt: instantText,
  /** The end of the registrar role, exclusive. */
  endsAt: instantText.optional(),
  training: z
    .object({ course: z.string(), completedOn: dateText, certificate: z.string() })
    .optional(),
})

/** The number of registrars of a point, compared with the two that it must have. */
export const staffing = z.object({
  registrars: z.number().int().min(0),
  required: z.number().int().min(1),
  isEnough: z.boolean(),
  /** When there will be too few, if no more are appointed. */
  tooFewFrom: instantText.optional(),
})

/** A point as the office sees it. */
export const officePointView = z.object({
  pointId: id,
  version: z.number().int().min(1),
  ...pointFacts.shape,
  staffing,
})
export type OfficePointView = z.infer<typeof officePointView>

/** Status of a point in the office's list: a point in service may have too few registrars. */
export const pointStanding = z.enum(['in-service', 'too-few-registrars', 'incomplete', 'ended'])
export type PointStanding = z.infer<typeof pointStanding>

export const viewPointPermission = definePermission('registration.viewPoint', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Rekisteröintipisteen tietojen katselu',
    sv: 'Visning av registreringsställe',
    en: 'Viewing a registration point',
  },
})

export const listPoints = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-points',
  permission: viewPointPermission,
  summary: 'Registration points by name, with how they are staffed (case officer, auditor)',
  input: z.object({
    place: z.string().trim().max(80).optional(),
    county: county.optional(),
    standing: pointStanding.optional(),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ points: z.array(officePointView), nextCursor: z.string().optional() }),
})

/** Every point, for a choice of points in an agreement or delegation, or for sending blank cards to one. */
export const listPointNames = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-point-names',
  permission: viewPointPermission,
  summary: 'All registration points by name, with town and operator (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    points: z.array(
      z.object({
        pointId: id,
        name: z.string(),
        town: z.string(),
        /** While the point is in service; absent where no business ID of its operator was entered. */
        operator: z.object({ name: z.string(), businessId: z.string() }).optional(),
      }),
    ),
  }),
})

export const viewPoint = defineEndpoint({
  method: 'GET',
  path: '/operations/registration-points/:pointId',
  permission: viewPointPermission,
  summary:
    'One registration point: facts and how they changed, prices, registrars (case officer, auditor)',
  input: z.object({ pointId: id }),
  response: z.object({
    point: officePointView,
    /** The newest first. */
    versions: z.array(
      z.object({
        version: z.number().int().min(1),
        enteredAt: instantText,
        /** Absent when it was entered at the start of the service. */
        enteredBy: z.string().optional(),
        facts: pointFacts,
      }),
    ),
    /** By service, the newest first. */
    prices: z.array(pointPriceView),
    /** Present and former registrars, the newest first. */
    registrars: z.array(registrarShown),
  }),
})

export const enterPointPermission = definePermission('registration.enterPoint', {
  roles: ['caseOfficer'],
  byCommand: true,
  label: {
    fi: 'Rekisteröintipisteen tietojen kirjaaminen',
    sv: 'Registrering av registreringsställets uppgifter',
    en: 'Entering a registration point',
  },
})

export const enterPoint = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/registration-points',
  permission: enterPointPermission,
  summary: 'Enters a registration point (case officer)',
  input: pointFacts.required({ details: true }),
  response: z.object({ pointId: id }),
})

export const changePoint = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/registration-points/:pointId/versions',
  permission: enterPointPermission,
  summary:
    'Changes the facts of a registration point; earlier versions are retained (case officer)',
  input: z.object({
    pointId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    facts: pointFacts.required({ details: true }),
  }),
  response: z.object({ version: z.number().int().min(1) }),
})

export const appointRegistrarPermission = definePermission('registration.appointRegistrar', {
  roles: ['caseOfficer'],
  byCommand: true,
  label: {
    fi: 'Rekisteröijän nimeäminen',
    sv: 'Utnämning av registrerare',
    en: 'Appointing a registrar',
  },
})

export const appointRegistrar = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/registration-points/:pointId/registrars',
  permission: appointRegistrarPermission,
  summary:
    'Gives the registrar role at the point to a person who has shown proof of training (case officer)',
  input: z.object({
    pointId: id,
    identityCode: z.string().trim().min(1).max(20),
    training: z.object({
      course: lineText({ max: 120 }),
      completedOn: dateText,
      /** Number or name of the certificate that was checked. */
      certificate: lineText({ max: 120 }),
    }),
    lastDay: dateText,
  }),
  response: z.object({ registrarId: id, staffing }),
})

export const endRegistrarRole = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/registrars/:registrarId/end',
  permission: appointRegistrarPermission,
  summary: 'Ends a person’s registrar role at that point at once (case officer)',
  input: z.object({ registrarId: id }),
  response: z.object({ staffing }),
})
