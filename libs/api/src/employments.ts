import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { price, unit } from './organisations.ts'
import { base64, dateText, id, instantText, refusalShown } from './values.ts'

/** One person for whom the organisation prepares an order of its card, as it is typed. */
const preparedTyped = z.object({
  identityCode: z.string().trim().max(20),
  /** As the organisation calls the person; the card has the name of the population register. */
  name: z.string().trim().max(120),
  /** The unit where the person works; absent for the organisation itself. */
  unitOid: z.string().trim().max(200).optional(),
  /** As it will be printed. */
  title: z.string().trim().max(64),
  /** The last day, inclusive; absent when the employment has no end. */
  employmentEndsOn: dateText.optional(),
  /** Of staff: whether the person logs in to client or patient systems in that work, and who says so. */
  declaration: z
    .object({ logsInToPatientSystems: z.boolean(), givenBy: z.string().trim().max(100) })
    .optional(),
})

/** `draft`: the desk does not find it yet. */
export const preparedState = z.enum(['draft', 'waits', 'used', 'withdrawn', 'lapsed'])

const preparedOrder = z.object({
  preparedId: id,
  state: preparedState,
  name: z.string(),
  title: z.string(),
  unit: unit.optional(),
  employmentEndsOn: dateText.optional(),
  /** Of staff. */
  logsInToPatientSystems: z.boolean().optional(),
  hasCertificate: z.boolean(),
  preparedAt: instantText,
  /** Until when the desk finds it. */
  lapsesAt: instantText,
  /** When it was used, withdrawn or lapsed. */
  settledAt: instantText.optional(),
})
export type PreparedOrder = z.infer<typeof preparedOrder>

const ofOrganisation = z.object({ organisationId: id })

export const listPreparedOrders = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/prepared-orders',
  summary: 'Orders that the organisation prepared for the desk, with how they stand; newest first',
  input: ofOrganisation.extend({
    state: preparedState.optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({
    orders: z.array(preparedOrder),
    nextCursor: z.string().optional(),
    /** Of all of them. */
    counts: z.record(preparedState, z.number().int()),
    /** What its people get. */
    product: z.enum(['staff-card', 'actor-card']),
    /** What each costs that is ordered now: of staff, of whoever logs in to client or patient systems; of everybody else. */
    prices: z.object({ ofLoggingIn: price.optional(), ofOthers: price }),
    units: z.array(unit),
  }),
})

export const prepareOrder = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/prepared-orders',
  summary:
    'Prepares the order of one person’s card, which a registration point finds at the visitor',
  input: ofOrganisation.extend(preparedTyped.shape),
  answer: preparedOrder,
})

/** What is wrong with one line of a file. */
const lineFault = z.object({
  /** In the file, from 1. */
  line: z.number().int(),
  /** Absent where the line as a whole is wrong. */
  column: z
    .enum([
      'identityCode',
      'name',
      'unitOid',
      'title',
      'employmentEndsOn',
      'logsInToPatientSystems',
      'declaredBy',
    ])
    .optional(),
  /** Of one of `reasons`. */
  kind: z.string(),
})
export type LineFault = z.infer<typeof lineFault>

export const prepareByFile = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/prepared-orders/file',
  summary: 'Prepares the orders of a CSV file: all of its lines, or none and why not, line by line',
  input: ofOrganisation.extend({ file: base64.max(4_200_000) }),
  answer: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('prepared'),
      count: z.number().int(),
      /** Not sent to the desk yet. */
      areDrafts: z.boolean(),
    }),
    z.object({
      outcome: z.literal('nothing'),
      lines: z.number().int(),
      /** All of them, in the order of the lines. */
      faults: z.array(lineFault),
      /** Each kind of fault that there is, in words. */
      reasons: z.array(refusalShown),
    }),
  ]),
})

const ofPrepared = ofOrganisation.extend({ preparedId: id })

export const sendCertificateAhead = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/prepared-orders/:preparedId/certificate',
  summary: 'Keeps the employment certificate (PDF, JPEG or PNG) with a prepared order',
  input: ofPrepared.extend({ document: base64.max(7_000_000) }),
  answer: preparedOrder,
})

export const withdrawPrepared = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/prepared-orders/:preparedId/withdrawal',
  summary: 'Takes a prepared order back, before it is used',
  input: ofPrepared,
  answer: preparedOrder,
})

export const sendDrafts = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/prepared-orders/sending',
  summary: 'Sends every draft of the organisation to the desk; drafts come of sign-ins by password',
  input: ofOrganisation.extend({
    /** How many whoever sends them saw: otherwise nothing is sent. */
    count: z.number().int().min(1),
  }),
  answer: z.object({ count: z.number().int() }),
})

export const endEmployment = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/employment-ends',
  summary:
    'Tells that a person’s employment has ended: the card of the organisation is closed, or stopped before it is made',
  input: ofOrganisation.extend({ identityCode: z.string().trim().min(1).max(20) }),
  answer: z.object({
    /** Cards closed now. */
    closed: z.number().int(),
    /** Cards that were ordered or being made: nobody gets them. */
    stopped: z.number().int(),
    /** Prepared orders taken back. */
    withdrawn: z.number().int(),
  }),
})

/** A column of the file, as it is called in each language; the order of columns is free. */
export const fileColumns = {
  identityCode: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Identity code' },
  name: { fi: 'Nimi', sv: 'Namn', en: 'Name' },
  unitOid: { fi: 'Yksikön OID', sv: 'Enhetens OID', en: 'OID of unit' },
  title: { fi: 'Tehtävänimike', sv: 'Uppgiftsbenämning', en: 'Title' },
  employmentEndsOn: {
    fi: 'Työsuhde päättyy',
    sv: 'Anställningen upphör',
    en: 'Employment ends on',
  },
  logsInToPatientSystems: {
    fi: 'Kirjautuu potilastietojärjestelmiin',
    sv: 'Loggar in i patientdatasystem',
    en: 'Logs in to patient systems',
  },
  declaredBy: { fi: 'Vakuutuksen antaja', sv: 'Försäkran given av', en: 'Declared by' },
} as const

export type FileColumn = keyof typeof fileColumns
