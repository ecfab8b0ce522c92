import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { chipSerial, instantText } from './values.ts'

const count = z.number().int().min(0)
const place = z.string().min(1).max(64)
const range = { firstSerial: chipSerial, lastSerial: chipSerial }

/** Why a blank becomes nobody's card any more. */
export const rejectedBecause = z.enum(['not-fit', 'not-made', 'card-broken', 'not-emptied'])

export const stock = z.object({
  places: z.array(
    z.object({
      /** `production`, or the id of a registration point. */
      place,
      /** Of the registration point. */
      name: z.string().optional(),
      inStock: count,
      used: count,
      rejected: count,
      missing: count,
      isLow: z.boolean(),
    }),
  ),
  /** The newest first, a hundred at most. */
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
  /** Those rejected last, the newest first, a hundred at most. */
  rejected: z.array(
    z.object({
      chipSerial,
      place,
      /** Absent of those from before it was kept. */
      because: rejectedBecause.optional(),
      at: instantText,
    }),
  ),
  lowAt: count,
})
export type Stock = z.infer<typeof stock>

export const viewStock = defineEndpoint({
  method: 'GET',
  path: '/blanks',
  summary: 'How many blanks lie where, and what was delivered',
  input: z.object({}),
  answer: stock,
})

export const receiveBlanks = defineEndpoint({
  method: 'POST',
  path: '/blanks/batches',
  summary: 'Enters a delivery of blanks: a range of chip serials, both ends included',
  input: z.object({
    chipModel: z.string().trim().min(1).max(60),
    ...range,
    /** The production site unless told. */
    place: place.optional(),
  }),
  answer: z.object({ received: count }),
})

export const moveBlanks = defineEndpoint({
  method: 'POST',
  path: '/blanks/moves',
  summary: 'Sends the blanks of a range that are in stock to another place',
  input: z.object({ ...range, place }),
  answer: z.object({ moved: count }),
})

export const countBlanks = defineEndpoint({
  method: 'POST',
  path: '/blanks/counts',
  summary: 'What was found at a place: what the book has there beside it is missing from then on',
  input: z.object({ place, found: z.array(z.object(range)).max(200) }),
  answer: z.object({ found: count, missing: z.array(chipSerial) }),
})

export const rejectBlank = defineEndpoint({
  method: 'POST',
  path: '/blanks/:chipSerial/rejection',
  summary: 'Takes a blank out of use for good',
  input: z.object({ chipSerial }),
  answer: z.object({}),
})
