import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { chipSerial, instantText, lineText } from './values.ts'
import { definePermission } from './permission.ts'

const count = z.number().int().min(0)
const place = z.string().min(1).max(64)
const range = { firstSerial: chipSerial, lastSerial: chipSerial }

/** Why a blank card will not become a card any more. */
export const rejectedBecause = z.enum([
  /** A person inspected it. */
  'not-fit',
  /** It was spoilt in production. */
  'not-produced',
  /** The card produced on it is broken. */
  'card-broken',
  /** The card produced on it could not be wiped. */
  'not-emptied',
])
export type RejectedBecause = z.infer<typeof rejectedBecause>

export const stockView = z.object({
  places: z.array(
    z.object({
      /** `production`, or the ID of a registration point. */
      place,
      /** Name of the registration point. */
      name: z.string().optional(),
      inStock: count,
      /** Sent for an order of the point, and not received yet. */
      inTransit: count,
      used: count,
      rejected: count,
      missing: count,
      isLow: z.boolean(),
    }),
  ),
  /** The newest first, at most a hundred. */
  batches: z.array(
    z.object({
      batchId: z.string(),
      chipModel: z.string(),
      firstSerial: chipSerial,
      lastSerial: chipSerial,
      amount: count,
      inStock: count,
      receivedAt: instantText,
    }),
  ),
  /** Those rejected last, the newest first, at most a hundred. */
  rejected: z.array(
    z.object({
      chipSerial,
      place,
      /** Absent for rejections from before the reason was stored. */
      because: rejectedBecause.optional(),
      at: instantText,
    }),
  ),
  lowAt: count,
})
export type StockView = z.infer<typeof stockView>

export const viewStock = defineEndpoint({
  method: 'GET',
  path: '/blanks',
  permission: definePermission('blanks.viewStock', {
    roles: ['caseOfficer', 'auditor', 'caOfficer', 'registrar'],
    label: { fi: 'Varaston katselu', sv: 'Visning av lagret', en: 'Viewing the stock' },
  }),
  summary: 'How many blank cards are at each place, and what was delivered',
  input: z.object({}),
  response: stockView,
})

export const receiveBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/blanks/batches',
  permission: definePermission('blanks.receiveBlanks', {
    roles: ['caseOfficer'],
    byCommand: true,
    label: {
      fi: 'Korttiaihioiden vastaanotto',
      sv: 'Mottagning av ämneskort',
      en: 'Receiving blanks',
    },
  }),
  summary: 'Enters a delivery of blank cards: a range of chip serials, both ends included',
  input: z.object({
    chipModel: lineText({ max: 60 }),
    ...range,
    /** Default: the production site. */
    place: place.optional(),
  }),
  response: z.object({ received: count }),
})

export const moveBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/blanks/moves',
  permission: definePermission('blanks.moveBlanks', {
    roles: ['caseOfficer'],
    label: { fi: 'Korttiaihioiden siirto', sv: 'Flyttning av ämneskort', en: 'Moving blanks' },
  }),
  summary: 'Sends the blank cards of a range that are in stock to another place',
  input: z.object({ ...range, place }),
  response: z.object({ moved: count }),
})

export const countBlanks = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/blanks/counts',
  permission: definePermission('blanks.countBlanks', {
    roles: ['caseOfficer', 'registrar'],
    label: {
      fi: 'Korttiaihioiden laskenta',
      sv: 'Inventering av ämneskort',
      en: 'Counting blanks',
    },
  }),
  summary:
    'Records the blank cards found at a place; others that the stock records show there are missing from then on',
  input: z.object({ place, found: z.array(z.object(range)).max(200) }),
  response: z.object({ found: count, missing: z.array(chipSerial) }),
})

export const rejectBlank = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/blanks/:chipSerial/rejection',
  permission: definePermission('blanks.rejectBlank', {
    roles: ['caseOfficer', 'registrar'],
    label: {
      fi: 'Korttiaihion hylkääminen',
      sv: 'Kassering av ämneskort',
      en: 'Rejecting a blank card',
    },
  }),
  summary: 'Takes a blank card out of use for good',
  input: z.object({ chipSerial }),
  response: z.object({}),
})
