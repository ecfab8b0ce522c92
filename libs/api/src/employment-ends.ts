import { z } from 'zod'
import { cardProduct, cardState } from './cards.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { ofOrganisation, viewPreparedPermission } from './employments.ts'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { spreadsheetUpload } from './uploads.ts'
import { dateText, id, instantText, refusalShown } from './values.ts'

const endEmploymentPermission = definePermission('employments.endEmployment', {
  roles: ['holder'],
  signIn: 'suomiFi',
  apiKey: ['employments:write'],
  label: {
    fi: 'Työsuhteen päättymisen ilmoittaminen',
    sv: 'Anmälan om att en anställning upphört',
    en: 'Reporting the end of an employment',
  },
})

const identityCode = z.string().trim().min(1).max(20)

/** The last day of the employment, inclusive: today, when absent, or a later day within a year. */
const lastDay = dateText.optional()

/** A card of the organisation that is not cancelled. */
const boundCard = z.object({
  cardId: id,
  product: cardProduct,
  state: cardState,
  /** The printed number: 17 digits, from production on. */
  cardNumber: z.string().optional(),
  unit: z.string().optional(),
})
export type BoundCard = z.infer<typeof boundCard>

export const previewEmploymentEnd = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/employment-ends/preview',
  permission: endEmploymentPermission,
  summary:
    'Whose employment would be ended, as the organisation knows the person, and the cards that would be cancelled; changes nothing',
  input: ofOrganisation.extend({
    of: z.union([z.object({ identityCode }), z.object({ cardId: id })]),
    lastDay,
  }),
  response: z.object({
    /** Absent when the organisation has neither a card nor a prepared order of the person. */
    name: z.string().optional(),
    cards: z.array(boundCard),
    /** Prepared orders that would be withdrawn. */
    preparedOrders: z.number().int(),
    /** The last day as it is planned already. */
    plannedFor: dateText.optional(),
    /** The last day of an employment whose end was reported before. */
    endedOn: dateText.optional(),
  }),
})

const employmentEndedView = z.object({
  /** Cards cancelled now. */
  cancelled: z.number().int(),
  /** Cards that were ordered or in production: nobody gets them. */
  stopped: z.number().int(),
  /** Prepared orders withdrawn. */
  withdrawn: z.number().int(),
  /** The last day, when it is a later one: nothing has been cancelled yet. */
  plannedFor: dateText.optional(),
})

export const endEmployment = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/employment-ends',
  permission: endEmploymentPermission,
  summary:
    'Reports the end of a person’s employment: the card of the organisation is cancelled, or stopped before it is produced, today or after the last day',
  input: ofOrganisation.extend({ identityCode, lastDay }),
  response: employmentEndedView,
})

export const endEmploymentOfCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/employee-cards/:cardId/employment-end',
  permission: endEmploymentPermission,
  summary:
    'Reports the end of the employment of the holder of one of the organisation’s cards, with the same effect',
  input: ofOrganisation.extend({ cardId: id, lastDay }),
  response: employmentEndedView,
})

/** The column names of the file in each language; the order of columns is free. */
export const endFileColumns = {
  identityCode: { fi: 'Henkilötunnus', sv: 'Personbeteckning', en: 'Identity code' },
  lastDay: { fi: 'Viimeinen päivä', sv: 'Sista dag', en: 'Last day' },
} as const

export type EndFileColumn = keyof typeof endFileColumns

/**
 * What is done with a row: `end`: at once; `plan`: after the last day; `move`: planned already, for another day;
 * `already`: reported before; `fault`: nothing, for a reason.
 */
export const endOutcome = z.enum(['end', 'plan', 'move', 'already', 'fault'])
export type EndOutcome = z.infer<typeof endOutcome>

const endRow = z.object({
  /** Line number in the file, from 1. */
  line: z.number().int(),
  outcome: endOutcome,
  /** Of a fault: the kind of one of `reasons`. */
  kind: z.string().optional(),
  column: z.enum(['identityCode', 'lastDay']).optional(),
  lastDay: dateText.optional(),
  /** Absent when the organisation has neither a card nor a prepared order of the person. */
  name: z.string().optional(),
  card: boundCard.pick({ product: true, cardNumber: true, unit: true }).optional(),
})
export type EndRow = z.infer<typeof endRow>

const endsOfFileView = z.object({
  rows: z.array(endRow),
  counts: z.record(endOutcome, z.number().int()),
  /** Each kind of fault that occurs, in words. */
  reasons: z.array(refusalShown),
})
export type EndsOfFileView = z.infer<typeof endsOfFileView>

const endFile = ofOrganisation.extend({ file: spreadsheetUpload.content })

export const previewEndsByFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/employment-ends/file/preview',
  permission: endEmploymentPermission,
  summary:
    'What a CSV file of identity codes and last days would do, row by row, with names and cards; changes nothing',
  input: endFile,
  response: endsOfFileView,
})

export const endEmploymentsByFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/employment-ends/file',
  permission: endEmploymentPermission,
  summary:
    'Reports the ends of employments in a CSV file, ten thousand at most, each with its own result; the same file again changes nothing',
  input: endFile,
  response: endsOfFileView,
})

/** `planned`: the last day has not passed. */
export const reportedEndState = z.enum(['planned', 'ended', 'withdrawn'])

const reportedEndView = z.object({
  endId: id,
  state: reportedEndState,
  /** Absent when the organisation had neither a card nor a prepared order of the person. */
  name: z.string().optional(),
  /** The date part of the identity code, where there is no name. */
  bornAs: z.string().optional(),
  unit: z.string().optional(),
  lastDay: dateText,
  reportedAt: instantText,
  /** When it was ended or withdrawn. */
  settledAt: instantText.optional(),
})
export type ReportedEndView = z.infer<typeof reportedEndView>

export const listReportedEnds = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/employment-ends/search',
  permission: viewPreparedPermission,
  summary:
    'Reported ends of employments, planned and past, by name or the whole identity code; newest report first unless requested otherwise',
  input: deskList
    .extend({ organisationId: id, state: reportedEndState.optional() })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    ends: z.array(reportedEndView),
    nextCursor: z.string().optional(),
  }),
})

export const withdrawEmploymentEnd = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/employment-ends/:endId/withdrawal',
  permission: endEmploymentPermission,
  summary: 'Withdraws a planned end of an employment before it has come',
  input: ofOrganisation.extend({ endId: id }),
  response: reportedEndView,
})

export const endDuePermission = definePermission('employments.endDue', {
  roles: 'service',
  label: {
    fi: 'Ilmoitetun työsuhteen päättäminen',
    sv: 'Avslutning av en anmäld anställning',
    en: 'Ending an employment as reported',
  },
})
