import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { cardProduct } from './cards.ts'
import { fault } from './complaints.ts'
import { orderState } from './orders.ts'
import { dateText, instantText, threeLanguages } from './values.ts'
import { definePermission } from './permission.ts'

const count = z.number().int().min(0)

export const viewOverview = defineEndpoint({
  method: 'GET',
  path: '/operations/overview',
  permission: definePermission('overview.viewOverview', {
    roles: ['caseOfficer', 'auditor', 'caOfficer', 'hotlineAgent'],
    label: { fi: 'Seurannan katselu', sv: 'Visning av uppföljningen', en: 'Viewing the overview' },
  }),
  summary: 'How the service is doing: a day by the hour, CRLs and queue (case officer, auditor)',
  input: z.object({}),
  response: z.object({
    at: instantText,
    /** Twenty-four, oldest first; the last one is not complete. */
    hours: z.array(
      z.object({
        /** When the hour began. */
        from: instantText,
        issued: count,
        revoked: count,
        /** Of all OCSP nodes; the last half minute may be missing. */
        ocspResponses: count,
      }),
    ),
    /** The newest CRLs of each issuer, all shards together. */
    crls: z.array(
      z.object({
        issuer: z.string(),
        crls: count,
        /** `thisUpdate` of the oldest of them. */
        thisUpdate: instantText,
        /** `nextUpdate` of the first to expire. */
        nextUpdate: instantText,
        /** From when on somebody must act, unless the next CRL is there. */
        dueBy: instantText,
        /** Signed in a key ceremony: the next one needs two persons. */
        byCeremony: z.boolean(),
      }),
    ),
    /** The keys that sign OCSP responses for legacy CAs. */
    legacyResponders: z.array(
      z.object({
        issuer: z.string(),
        /** When its certificate ends. Null: the CA has certified no key of ours yet. */
        until: instantText.nullable(),
        /** From when on somebody must act, unless the next certificate is there. */
        dueBy: instantText,
      }),
    ),
    /** Jobs that follow from operations: letters, erasures, consequences of events. */
    queue: z.object({
      due: count,
      planned: count,
      /** Failed for good: somebody must act. */
      dead: count,
      oldestSeconds: count,
      /** Number of due jobs that have waited so long, up to the next of these times. */
      ages: z.array(z.object({ fromSeconds: z.literal([0, 60, 600, 3600, 86_400]), count })),
    }),
  }),
})
export type Overview = z.infer<typeof viewOverview.response>

/** A little more than a year, so that two Novembers can be compared. */
const maxDays = 400

/**
 * Length of one bar of a chart: a day, a week from Monday, a month. Each is named by its first day, in
 * Helsinki.
 */
const periodUnit = z.enum(['day', 'week', 'month'])
export type PeriodUnit = z.infer<typeof periodUnit>

/**
 * A wait of people: until the call at the desk; from the signature to the produced card; from the produced
 * card to its hand-over.
 */
export const waitKind = z.enum(['desk', 'production', 'hand-over'])

const waited = z.object({
  what: waitKind,
  count,
  /** Minutes: half of them waited at most so long. */
  median: count,
  /** Minutes: nine in ten waited at most so long. */
  nineInTen: count,
  units: z.array(z.object({ from: dateText, median: count })),
})

export const viewStatistics = defineEndpoint({
  method: 'GET',
  path: '/office/statistics',
  permission: definePermission('overview.viewStatistics', {
    roles: ['caseOfficer', 'auditor'],
    label: { fi: 'Tilastojen katselu', sv: 'Visning av statistiken', en: 'Viewing the statistics' },
  }),
  summary:
    'Figures of a period: orders, waiting times, refusals, complaints; and the present stock (case officer, auditor)',
  input: z
    .object({
      from: dateText,
      /** Inclusive; at most some 400 days. */
      to: dateText,
    })
    .refine(({ from, to }) => from <= to, { path: ['to'] })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= maxDays * 86_400_000, {
      path: ['from'],
    }),
  response: z.object({
    from: dateText,
    to: dateText,
    unit: periodUnit,
    /** Orders begun in the period, by their present state. */
    orders: z.array(z.object({ from: dateText, product: cardProduct, state: orderState, count })),
    waits: z.array(waited),
    /** The most frequent first, at most twenty. */
    refusals: z.array(
      z.object({
        operation: z.string(),
        reason: z.string(),
        /** Absent for a reason that is not used any more. */
        title: threeLanguages.optional(),
        count,
      }),
    ),
    /** The present state, independent of the period. */
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
export type Statistics = z.infer<typeof viewStatistics.response>
