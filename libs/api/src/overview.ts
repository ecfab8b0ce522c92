import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { cardProduct } from './cards.ts'
import { fault } from './complaints.ts'
import { orderState } from './orders.ts'
import { dateText, instantText, threeLanguages } from './values.ts'

const count = z.number().int().min(0)

export const viewOverview = defineEndpoint({
  method: 'GET',
  path: '/operations/overview',
  summary: 'How the service is doing: a day by the hour, lists and queue (handler, auditor)',
  input: z.object({}),
  answer: z.object({
    at: instantText,
    /** Twenty-four, oldest first; the last one is still running. */
    hours: z.array(
      z.object({
        /** When the hour began. */
        from: instantText,
        issued: count,
        revoked: count,
        /** Of all status nodes; the last half minute may be missing. */
        ocspAnswers: count,
      }),
    ),
    /** The newest revocation lists of each issuer, its shards together. */
    lists: z.array(
      z.object({
        issuer: z.string(),
        lists: count,
        /** Of the oldest of them. */
        thisUpdate: instantText,
        /** Of the one that ends first. */
        nextUpdate: instantText,
        /** From when on somebody must look, unless the next list is there. */
        dueBy: instantText,
        /** Signed in a key ceremony: the next one takes two persons. */
        byCeremony: z.boolean(),
      }),
    ),
    /** The keys with which OCSP is answered for authorities of an older system. */
    olderResponders: z.array(
      z.object({
        issuer: z.string(),
        /** When its certificate ends. Null: the authority has certified no key of ours yet. */
        until: instantText.nullable(),
        /** From when on somebody must look, unless the next one is there. */
        dueBy: instantText,
      }),
    ),
    /** Work that follows from deeds: letters, erasures, consequences of events. */
    queue: z.object({
      due: count,
      planned: count,
      /** Given up: somebody must look. */
      dead: count,
      oldestSeconds: count,
      /** How many of those that are due have waited so long, up to the next of these times. */
      ages: z.array(z.object({ fromSeconds: z.literal([0, 60, 600, 3600, 86_400]), count })),
    }),
  }),
})
export type Overview = z.infer<typeof viewOverview.answer>

/** Days of a year and a bit, so that two Novembers can be compared. */
const longestDays = 400

const waited = z.object({
  /** To the call at the desk; from the signature to the made card; from the made card to its hand-over. */
  what: z.enum(['desk', 'making', 'hand-over']),
  count,
  /** Minutes: half of them waited no longer. */
  median: count,
  /** Minutes: nine in ten waited no longer. */
  nineInTen: count,
  units: z.array(z.object({ from: dateText, median: count })),
})

export const viewStatistics = defineEndpoint({
  method: 'GET',
  path: '/office/statistics',
  summary:
    'Figures of some days: orders, waiting times, refusals, complaints; and the stock of now (handler, auditor)',
  input: z
    .object({
      from: dateText,
      /** Inclusive; some 400 days at most. */
      to: dateText,
    })
    .refine(({ from, to }) => from <= to, { path: ['to'] })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestDays * 86_400_000, {
      path: ['from'],
    }),
  answer: z.object({
    from: dateText,
    to: dateText,
    /** What one bar of a chart is: a day, a week from Monday, a month. Each is named by its first day, in Helsinki. */
    unit: z.enum(['day', 'week', 'month']),
    /** Orders begun, by the state in which they are now. */
    orders: z.array(z.object({ from: dateText, product: cardProduct, state: orderState, count })),
    waits: z.array(waited),
    /** The most frequent first, twenty at most. */
    refusals: z.array(
      z.object({
        deed: z.string(),
        reason: z.string(),
        /** Absent of a reason that is given no longer. */
        title: threeLanguages.optional(),
        count,
      }),
    ),
    /** As it is now, whatever the days. */
    places: z.array(
      z.object({
        place: z.string(),
        name: z.string().optional(),
        blanks: z.object({ inStock: count, isLow: z.boolean() }).optional(),
        spareOut: count,
        spareOverdue: count,
      }),
    ),
    complaints: z.array(z.object({ from: dateText, fault, isFree: z.boolean(), count })),
  }),
})
export type Statistics = z.infer<typeof viewStatistics.answer>
