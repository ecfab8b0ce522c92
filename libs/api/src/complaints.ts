import { z } from 'zod'
import { cardProduct } from './cards.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { chipSerial, dateText, id, instantText } from './values.ts'
import { definePermission } from './permission.ts'

/** What is wrong with a card. */
export const fault = z.enum([
  'chip-silent',
  'certificates-unreadable',
  'pin-refused',
  'contactless-silent',
  'print-faulty',
  'not-as-ordered',
  'other',
])
export type Fault = z.infer<typeof fault>

/** Why the new card is free of charge, or not. */
export const complaintGrounds = z.enum(['fault-of-manufacture', 'not-as-ordered', 'damaged-in-use'])
export type ComplaintGrounds = z.infer<typeof complaintGrounds>

/** Where the faulty card is. `destroying`: the first of two persons has signed for it (dual control). */
export const faultyCardState = z.enum(['not-returned', 'returned', 'destroying', 'destroyed'])
export type FaultyCardState = z.infer<typeof faultyCardState>

export const complaintView = z.object({
  complaintId: id,
  createdAt: instantText,
  card: z.object({ cardId: id, product: cardProduct, lastDigits: z.string() }),
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  chipSerial,
  fault,
  damagedInUse: z.boolean(),
  replacement: z.object({ isFree: z.boolean(), because: complaintGrounds }),
  state: faultyCardState,
  /** What the caller may do now. */
  may: z.array(z.enum(['take-in', 'destroy'])),
})
export type ComplaintView = z.infer<typeof complaintView>

export const fileComplaint = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/complaints',
  permission: definePermission('complaints.fileComplaint', {
    roles: ['registrar'],
    label: {
      fi: 'Reklamaatio viallisesta kortista',
      sv: 'Reklamation av ett felaktigt kort',
      en: 'Complaint about a faulty card',
    },
  }),
  summary:
    'A faulty card: cancels it for good and decides whether the new one is free (registrar). A repeat with the same `complaintId` returns the same response',
  input: z.object({
    complaintId: id,
    cardId: id,
    fault,
    /** Broken, bent, washed: not a fault of manufacture. */
    damagedInUse: z.boolean(),
    /** The holder has returned it. */
    isReturned: z.boolean(),
  }),
  response: complaintView,
})

export const listComplaints = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/complaints/search',
  permission: definePermission('complaints.listComplaints', {
    roles: ['registrar'],
    label: {
      fi: 'Reklamaatioiden katselu',
      sv: 'Visning av reklamationer',
      en: 'Viewing complaints',
    },
  }),
  summary: 'Complaints of the registration point, the newest first, a page at a time',
  input: deskList
    .extend({ show: z.enum(['all', 'to-destroy']).default('all') })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ complaints: z.array(complaintView), nextCursor: z.string().optional() }),
})

export const destroyFaultyCardPermission = definePermission('complaints.destroyFaultyCard', {
  roles: ['registrar'],
  label: {
    fi: 'Viallisen kortin vastaanotto tai hävitys',
    sv: 'Mottagning eller förstöring av ett felaktigt kort',
    en: 'Taking in or destroying a faulty card',
  },
})

export const takeInFaultyCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/complaints/:complaintId/return',
  permission: destroyFaultyCardPermission,
  summary: 'Records that the faulty card was returned',
  input: z.object({ complaintId: id }),
  response: complaintView,
})

export const destroyFaultyCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/complaints/:complaintId/destruction',
  permission: destroyFaultyCardPermission,
  summary:
    'A registrar signs that the faulty card is destroyed; it counts as destroyed when a second registrar has signed (dual control)',
  input: z.object({ complaintId: id }),
  response: complaintView,
})

const count = z.number().int().min(0)

export const viewComplaintFigures = defineEndpoint({
  method: 'GET',
  path: '/operations/complaints',
  permission: definePermission('complaints.viewFigures', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Reklamaatiolukujen katselu',
      sv: 'Visning av siffror om reklamationer',
      en: 'Viewing figures of complaints',
    },
  }),
  summary:
    'Complaints by delivery of blank cards and by fault, in a range of days (case officer, auditor)',
  input: z.object({ from: dateText, to: dateText }),
  response: z.object({
    /** The most complaints first. */
    batches: z.array(
      z.object({
        /** Absent for chips that are not in the stock of blank cards. */
        batch: z
          .object({
            batchId: id,
            chipModel: z.string(),
            firstSerial: chipSerial,
            lastSerial: chipSerial,
            /** How many were delivered. */
            amount: count,
          })
          .optional(),
        complaints: count,
        /** Those caused by manufacture. */
        ofManufacture: count,
        byFault: z.array(z.object({ fault, count })),
        /** Position in the delivery: counts by tenth of its serials, in order. */
        byTenth: z.array(count).optional(),
      }),
    ),
  }),
})
