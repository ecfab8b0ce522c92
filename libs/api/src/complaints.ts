import { z } from 'zod'
import { cardProduct } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { chipSerial, dateText, id, instantText } from './values.ts'

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

/** Why the new card is free of charge, or is not. */
export const complaintGrounds = z.enum(['fault-of-manufacture', 'not-as-ordered', 'damaged-in-use'])
export type ComplaintGrounds = z.infer<typeof complaintGrounds>

/** Where the faulty card is. `destroying`: one of two has signed for it. */
export const faultyCardState = z.enum(['not-returned', 'returned', 'destroying', 'destroyed'])
export type FaultyCardState = z.infer<typeof faultyCardState>

export const complaint = z.object({
  complaintId: id,
  madeAt: instantText,
  card: z.object({ cardId: id, product: cardProduct, lastDigits: z.string() }),
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  chipSerial,
  fault,
  damagedInUse: z.boolean(),
  replacement: z.object({ isFree: z.boolean(), because: complaintGrounds }),
  state: faultyCardState,
  /** What the asker may do now. */
  may: z.array(z.enum(['take-in', 'destroy'])),
})
export type Complaint = z.infer<typeof complaint>

export const makeComplaint = defineEndpoint({
  method: 'POST',
  path: '/complaints',
  summary:
    'A faulty card: closes it for good and decides whether the new one is free (registrar). The same `complaintId` again answers the same',
  input: z.object({
    complaintId: id,
    cardId: id,
    fault,
    /** Broken, bent, washed: not by how it was made. */
    damagedInUse: z.boolean(),
    /** The holder has brought it. */
    isReturned: z.boolean(),
  }),
  answer: complaint,
})

export const listComplaints = defineEndpoint({
  method: 'GET',
  path: '/complaints',
  summary: 'Complaints of the registration point, the newest first, a page at a time',
  input: z.object({
    show: z.enum(['all', 'to-destroy']).default('all'),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ complaints: z.array(complaint), nextCursor: z.string().optional() }),
})

export const takeInFaultyCard = defineEndpoint({
  method: 'POST',
  path: '/complaints/:complaintId/return',
  summary: 'The faulty card came back',
  input: z.object({ complaintId: id }),
  answer: complaint,
})

export const destroyFaultyCard = defineEndpoint({
  method: 'POST',
  path: '/complaints/:complaintId/destruction',
  summary: 'One of two registrars signs that the faulty card is destroyed; with the second it is',
  input: z.object({ complaintId: id }),
  answer: complaint,
})

const count = z.number().int().min(0)

export const viewComplaintFigures = defineEndpoint({
  method: 'GET',
  path: '/operations/complaints',
  summary: 'Complaints by delivery of blanks and by fault, within days (handler, auditor)',
  input: z.object({ from: dateText, to: dateText }),
  answer: z.object({
    /** The most complaints first. */
    batches: z.array(
      z.object({
        /** Absent of chips that the book of blanks does not know. */
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
        /** Of them, those by how the cards were made. */
        ofManufacture: count,
        byFault: z.array(z.object({ fault, count })),
        /** Where in the delivery they are: a tenth of its serials each, in order. */
        byTenth: z.array(count).optional(),
      }),
    ),
  }),
})
