import { z } from 'zod'
import { cardProduct, cardState, cardStateShown } from './cards.ts'
import { daysInOrder, deskList, listSearch } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { price, unit } from './organisations.ts'
import {
  dateText,
  id,
  instantText,
  lineText,
  personName,
  refusalShown,
  threeLanguages,
} from './values.ts'
import { documentUpload, spreadsheetUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

/** One person for whom the organisation prepares a card order, as typed. */
const preparedTyped = z.object({
  identityCode: z.string().trim().max(20),
  /** As the organisation calls the person; the card has the name of the population register. */
  name: personName({ max: 120 }).or(z.literal('')),
  /** The unit where the person works; absent for the organisation itself. */
  unitOid: z.string().trim().max(200).optional(),
  /** As it will be printed. */
  title: lineText({ min: 0, max: 64 }),
  /** The last day, inclusive; absent when the employment has no end. */
  employmentEndsOn: dateText.optional(),
  /** By which the organisation knows the order or the person in its own systems. */
  reference: lineText({ min: 0, max: 70 }).optional(),
  /** For staff: whether the person logs in to client or patient systems in that work, and who says so. */
  declaration: z
    .object({
      logsInToPatientSystems: z.boolean(),
      givenBy: personName({ max: 100 }).or(z.literal('')),
    })
    .optional(),
})

/** `draft`: not yet visible at the desk. */
export const preparedState = z.enum(['draft', 'waits', 'used', 'withdrawn', 'lapsed'])

const preparedOrderView = z.object({
  preparedId: id,
  state: preparedState,
  name: z.string(),
  title: z.string(),
  unit: unit.optional(),
  /** The organisation's own. */
  reference: z.string().optional(),
  employmentEndsOn: dateText.optional(),
  /** For staff only. */
  logsInToPatientSystems: z.boolean().optional(),
  hasCertificate: z.boolean(),
  preparedAt: instantText,
  /** Until when it is visible at the desk. */
  lapsesAt: instantText,
  /** When it was used, withdrawn or lapsed. */
  settledAt: instantText.optional(),
})
export type PreparedOrderView = z.infer<typeof preparedOrderView>

export const ofOrganisation = z.object({ organisationId: id })

export const viewPreparedPermission = definePermission('employments.viewPrepared', {
  roles: ['holder'],
  signIn: 'password',
  apiKey: ['prepared-orders:write', 'employments:write'],
  label: {
    fi: 'Valmisteltujen tilausten katselu',
    sv: 'Visning av förberedda beställningar',
    en: 'Viewing prepared orders',
  },
})

export const viewCardTasks = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/card-tasks',
  permission: viewPreparedPermission,
  summary:
    'What the organisation has to do so that its people have valid cards, and how many cards and orders it has; names nobody',
  input: ofOrganisation,
  response: z.object({
    /** The card that the organisation's people get. */
    product: z.enum(['staff-card', 'actor-card']),
    /** Why no order can be prepared now, and those prepared cannot be used; absent when they can. */
    notNow: refusalShown.optional(),
    /** The last day of the card agreement, when it ends within sixty days. */
    agreementEndsOn: dateText.optional(),
    /** Cards in their holders' hands that end within ninety days. */
    endingCards: z.number().int(),
    /** Orders that were prepared after a sign-in by password, and wait to be sent to the desk. */
    drafts: z.number().int(),
    /** Cards in their holders' hands. */
    heldCards: z.number().int(),
    /** Prepared orders that the desk finds. */
    waitingOrders: z.number().int(),
  }),
})

/** What narrows the list. */
const preparedSought = z.object({
  /** Parts of the name, title, unit and the organisation's reference, or the whole identity code. */
  search: listSearch.optional(),
  state: preparedState.optional(),
  /** OID of a unit; empty for orders that name no unit. */
  unitOid: z.string().trim().max(200).optional(),
  from: dateText.optional(),
  to: dateText.optional(),
})
export type PreparedSought = z.infer<typeof preparedSought>

export const listPreparedOrders = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/prepared-orders/search',
  permission: viewPreparedPermission,
  summary:
    'Orders that the organisation prepared for the desk, with their states; newest first unless requested otherwise',
  input: deskList
    .extend({ organisationId: id, ...preparedSought.shape })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    orders: z.array(preparedOrderView),
    nextCursor: z.string().optional(),
    /** Counts of all of them. */
    counts: z.record(preparedState, z.number().int()),
    /** The card that the organisation's people get. */
    product: z.enum(['staff-card', 'actor-card']),
    /** Prices of cards ordered now: for staff who log in to client or patient systems; for everybody else. */
    prices: z.object({ ofLoggingIn: price.optional(), ofOthers: price }),
    units: z.array(unit),
    /** Why no further order can be prepared now, and those prepared cannot be used; absent when they can. */
    notNow: refusalShown.optional(),
  }),
})

export const prepareOrderPermission = definePermission('employments.prepareOrder', {
  roles: ['holder'],
  signIn: 'password',
  apiKey: ['prepared-orders:write'],
  label: {
    fi: 'Tilauksen valmistelu',
    sv: 'Förberedelse av en beställning',
    en: 'Preparing an order',
  },
})

export const prepareOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/prepared-orders',
  permission: prepareOrderPermission,
  summary:
    'Prepares the order of one person’s card, which a registration point finds when the person visits',
  input: ofOrganisation.extend(preparedTyped.shape),
  response: preparedOrderView,
})

/** What is wrong with one line of a file. */
const lineFault = z.object({
  /** Line number in the file, from 1. */
  line: z.number().int(),
  /** Absent where the line as a whole is wrong. */
  column: z
    .enum([
      'identityCode',
      'name',
      'unitOid',
      'title',
      'employmentEndsOn',
      'reference',
      'logsInToPatientSystems',
      'declaredBy',
    ])
    .optional(),
  /** The kind of one of `reasons`. */
  kind: z.string(),
})
export type LineFault = z.infer<typeof lineFault>

/** No line was taken: what is wrong with each. */
const nothingPrepared = z.object({
  outcome: z.literal('nothing'),
  lines: z.number().int(),
  /** All faults, in the order of the lines. */
  faults: z.array(lineFault),
  /** Each kind of fault that occurs, in words. */
  reasons: z.array(refusalShown),
})

export const prepareByFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/prepared-orders/file',
  permission: prepareOrderPermission,
  summary:
    'Prepares the orders of a CSV file: either all of its lines, or none, with the reasons line by line',
  input: ofOrganisation.extend({ file: spreadsheetUpload.content }),
  response: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('prepared'),
      count: z.number().int(),
      /** Not sent to the desk yet. */
      areDrafts: z.boolean(),
    }),
    nothingPrepared,
  ]),
})

export const previewByFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/prepared-orders/file/preview',
  permission: prepareOrderPermission,
  summary:
    'What a CSV file would prepare, with the prices of today, or the reasons line by line; prepares nothing',
  input: prepareByFile.input,
  response: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('ready'),
      count: z.number().int(),
      areDrafts: z.boolean(),
      /** Each price that occurs, with the number of cards that would have it. */
      prices: z.array(z.object({ price, count: z.number().int() })),
      /** The file does not say how its letters are encoded: some of its texts as they were read. */
      letters: z.array(z.string()).optional(),
    }),
    nothingPrepared,
  ]),
})

const ofPrepared = ofOrganisation.extend({ preparedId: id })

export const sendCertificateAhead = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/prepared-orders/:preparedId/certificate',
  permission: prepareOrderPermission,
  summary: 'Stores the employment certificate (PDF, JPEG or PNG) with a prepared order',
  input: ofPrepared.extend({ document: documentUpload.content }),
  response: preparedOrderView,
})

export const withdrawPrepared = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/prepared-orders/:preparedId/withdrawal',
  permission: prepareOrderPermission,
  summary: 'Withdraws a prepared order before it is used',
  input: ofPrepared,
  response: preparedOrderView,
})

/** What can be done with many prepared orders at once; `attachOwnCertificates`: to each person their own. */
export const preparedBulkAction = z.enum([
  ...(['withdraw', 'send', 'attachCertificate', 'attachOwnCertificates'] as const),
])
export type PreparedBulkAction = z.infer<typeof preparedBulkAction>

/** Rows that one request changes: a longer act is several requests. */
export const maxPreparedAtOnce = 500

/** A row as it was shown before the act: one that is in another state by then is refused. */
const preparedRow = z.object({ preparedId: id, state: z.enum(['draft', 'waits']) })
export type PreparedRow = z.infer<typeof preparedRow>

const preparedRows = z.array(preparedRow).min(1).max(maxPreparedAtOnce)

const refusedRow = z.object({
  preparedId: id,
  /** Absent for one that is not the organisation's. */
  name: z.string().optional(),
  /** The kind of one of `reasons`. */
  kind: z.string(),
})
export type RefusedRow = z.infer<typeof refusedRow>

const reasons = z.array(refusalShown)

/** The chosen rows, or all that match, ten thousand at most. */
const preparedChosen = z.union([
  z.object({ preparedIds: z.array(id).min(1).max(1000) }),
  z.object({ sought: preparedSought }),
])
export type PreparedChosen = z.infer<typeof preparedChosen>

export const previewPrepared = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/prepared-orders/preview',
  permission: viewPreparedPermission,
  summary:
    'What an act on many prepared orders would do: the rows that it would change, and for each of the others why not',
  input: ofOrganisation.extend({ action: preparedBulkAction, of: preparedChosen }),
  response: z.object({
    /** With name and reference where files are to be matched to them. */
    can: z.array(
      preparedRow.extend({ name: z.string().optional(), reference: z.string().optional() }),
    ),
    cannot: z.array(refusedRow),
    /** Each kind that occurs, in words. */
    reasons,
    /** There are more than ten thousand. */
    hasMore: z.boolean(),
  }),
})

const preparedBulkView = z.object({
  /** Rows changed by this request. */
  done: z.number().int(),
  /** Rows that an earlier request had changed so already. */
  already: z.number().int(),
  refused: z.array(refusedRow),
  reasons,
})
export type PreparedBulkView = z.infer<typeof preparedBulkView>

export const withdrawManyPrepared = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/prepared-orders/withdrawals',
  permission: prepareOrderPermission,
  summary: 'Withdraws many prepared orders, each with its own result',
  input: ofOrganisation.extend({ rows: preparedRows }),
  response: preparedBulkView,
})

export const storeSharedCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/prepared-orders/certificates',
  permission: prepareOrderPermission,
  summary:
    'Stores an employment certificate (PDF, JPEG or PNG) that is to be attached to many prepared orders; the same file again is the same one',
  input: ofOrganisation.extend({ document: documentUpload.content }),
  response: z.object({ certificateId: id }),
})

export const attachSharedCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/prepared-orders/certificates/:certificateId/attachments',
  permission: prepareOrderPermission,
  summary: 'Attaches the stored certificate to many prepared orders, each with its own result',
  input: ofOrganisation.extend({ certificateId: id, rows: preparedRows }),
  response: preparedBulkView,
})

export const sendDraftsPermission = definePermission('employments.sendDrafts', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Luonnosten lähettäminen rekisteröintipisteelle',
    sv: 'Sändning av utkast till registreringsstället',
    en: 'Sending drafts to the registration point',
  },
})

export const sendManyDrafts = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/prepared-orders/drafts/sending',
  permission: sendDraftsPermission,
  summary: 'Sends the chosen drafts to the desk, each with its own result',
  input: ofOrganisation.extend({ rows: preparedRows }),
  response: preparedBulkView,
})

export const sendDrafts = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/prepared-orders/sending',
  permission: sendDraftsPermission,
  summary:
    'Sends every draft of the organisation to the desk; orders prepared after a sign-in by password are drafts',
  input: ofOrganisation.extend({
    /** The number that the sender saw: with another number nothing is sent. */
    count: z.number().int().min(1),
  }),
  response: z.object({ count: z.number().int() }),
})

/** States, and cards in their holders' hands that end within ninety days. */
export const employeeCardFilter = z.enum([...cardStateShown.options, 'ending'])
export type EmployeeCardFilter = z.infer<typeof employeeCardFilter>

const employeeCardView = z.object({
  cardId: id,
  state: cardState,
  isSentHome: z.literal(true).optional(),
  product: cardProduct,
  givenNames: z.string(),
  surname: z.string(),
  /** The printed number: 17 digits, from production on. */
  cardNumber: z.string().optional(),
  title: threeLanguages,
  /** The name of the unit, as in the certificates. */
  unit: z.string().optional(),
  orderedAt: instantText,
  validTo: dateText,
})
export type EmployeeCardView = z.infer<typeof employeeCardView>

export const listEmployeeCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/employee-cards/search',
  permission: definePermission('employments.viewCards', {
    roles: ['holder'],
    signIn: 'password',
    apiKey: ['cards:read'],
    label: {
      fi: 'Henkilöstön korttien katselu',
      sv: 'Visning av personalens kort',
      en: 'Viewing the cards of employees',
    },
  }),
  summary:
    'Staff and actor cards that are bound to the organisation, in every state; newest first, a page at a time',
  input: deskList
    .extend({ organisationId: id, filter: employeeCardFilter.optional() })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    cards: z.array(employeeCardView),
    nextCursor: z.string().optional(),
  }),
})

export const prepareRenewals = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/prepared-orders/of-cards',
  permission: prepareOrderPermission,
  summary:
    'Prepares the order of a new card for the holder of each card, with the title and unit of that card; the rest of the cards are done when one cannot be',
  input: ofOrganisation.extend({
    cardIds: z.array(id).min(1).max(100),
    declaration: preparedTyped.shape.declaration,
  }),
  response: z.object({
    prepared: z.number().int(),
    /** Not sent to the desk yet. */
    areDrafts: z.boolean(),
    /** Cards for whose holders nothing was prepared, each with the kind of one of `reasons`. */
    refused: z.array(z.object({ cardId: id, kind: z.string() })),
    /** Each kind that occurs, in words. */
    reasons: z.array(refusalShown),
  }),
})

export const previewRenewals = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/prepared-orders/of-cards/preview',
  permission: prepareOrderPermission,
  summary:
    'What orders of new cards for the holders of these cards would be prepared, with the prices of today, and for which cards not and why; prepares nothing',
  input: prepareRenewals.input,
  response: prepareRenewals.response.omit({ prepared: true }).extend({
    count: z.number().int(),
    /** Of each card. */
    price,
  }),
})

/** The column names of the file in each language; the order of columns is free. */
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
  reference: { fi: 'Oma viite', sv: 'Egen referens', en: 'Own reference' },
  logsInToPatientSystems: {
    fi: 'Kirjautuu potilastietojärjestelmiin',
    sv: 'Loggar in i patientdatasystem',
    en: 'Logs in to patient systems',
  },
  declaredBy: { fi: 'Vakuutuksen antaja', sv: 'Försäkran given av', en: 'Declared by' },
} as const

export type FileColumn = keyof typeof fileColumns

export const forgetPermission = definePermission('employments.forget', {
  roles: 'service',
  label: {
    fi: 'Valmisteltujen tilausten poistaminen',
    sv: 'Radering av förberedda beställningar',
    en: 'Forgetting prepared orders',
  },
})
