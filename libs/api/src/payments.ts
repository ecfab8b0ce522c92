import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { paymentFileUpload } from './uploads.ts'
import { dateText, id, instantText, pageCursor, pageLimit, writtenText } from './values.ts'

/** Why something of a payment is on no invoice. */
export const paymentWaits = z.enum([
  'no-reference',
  'unknown-reference',
  /** Nothing was left to pay of the invoice, or less than was paid. */
  'paid-already',
  'overpaid',
  /** It takes back more than was received for the invoice. */
  'not-received',
])
export type PaymentWaits = z.infer<typeof paymentWaits>

const cents = z.number().int()

/** A payment from a file of the bank; below zero it takes one back. */
const entry = z.object({
  paidOn: dateText,
  amountCents: cents,
  reference: z.string().optional(),
  payer: z.string().optional(),
  /** The number of the invoice that the reference names. */
  invoiceNumber: z.number().int().optional(),
  /** On no invoice: for a decision. */
  leftCents: cents,
  because: paymentWaits.optional(),
})

const importedRow = entry.extend({
  /** Its place in the file, from 1. */
  row: z.number().int(),
  /** It was imported before: nothing happens. */
  isKnown: z.boolean(),
})
export type ImportedRow = z.infer<typeof importedRow>

const imported = z.object({
  format: z.enum(['camt.054', 'ktl']),
  rows: z.array(importedRow),
  /** Entries that pay nothing: not booked yet, or debits. */
  skipped: z.number().int(),
})
export type ImportedPayments = z.infer<typeof imported>

const payment = entry.extend({
  entryId: id,
  importedAt: instantText,
  importedBy: z.string(),
  decisions: z.array(
    z.object({
      kind: z.enum(['assigned', 'returned']),
      amountCents: cents,
      invoiceNumber: z.number().int().optional(),
      /** Absent once it was erased. */
      reason: z.string().optional(),
      decidedAt: instantText,
      decidedBy: z.string(),
    }),
  ),
})
export type PaymentView = z.infer<typeof payment>

export const forgetPaymentsPermission = definePermission('payments.forget', {
  roles: 'service',
  label: {
    fi: 'Maksajien nimien poistaminen',
    sv: 'Radering av betalarnas namn',
    en: 'Erasing the names of payers',
  },
})

const importPermission = definePermission('payments.import', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Maksujen tuonti pankin aineistosta',
    sv: 'Import av betalningar från bankens fil',
    en: 'Importing payments from a bank’s file',
  },
})

const file = { file: paymentFileUpload.content }

export const previewPayments = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/payments/preview',
  permission: importPermission,
  summary:
    'What an import of the file would do, entry by entry: camt.054 (ISO 20022) or incoming reference payments in the fixed format of Finnish banks',
  input: z.object(file),
  response: imported,
})

export const importPayments = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/payments',
  permission: importPermission,
  summary:
    'Puts the payments of the file on the invoices that their references name; entries that were imported before are left out',
  input: z.object(file),
  response: imported,
})

export const paymentFilter = z.enum(['waiting', 'all'])
export type PaymentFilter = z.infer<typeof paymentFilter>

export const listPayments = defineEndpoint({
  method: 'GET',
  path: '/payments',
  permission: definePermission('payments.view', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Tuotujen maksujen katselu',
      sv: 'Visning av importerade betalningar',
      en: 'Viewing imported payments',
    },
  }),
  summary: 'Imported payments, the newest first; those that wait for a decision, or all',
  input: z.object({
    filter: paymentFilter.default('waiting'),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ payments: z.array(payment), nextCursor: z.string().optional() }),
})

const settlePermission = definePermission('payments.settle', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Maksun kohdistaminen tai palauttaminen',
    sv: 'Hänförande eller återbetalning av en betalning',
    en: 'Assigning or returning a payment',
  },
})

const reason = writtenText({ max: 1000 })

export const assignPayment = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/payments/:entryId/assignments',
  permission: settlePermission,
  summary:
    'Puts what is left of a payment on an invoice, as far as something is left to pay of it; the rest goes on waiting',
  input: z.object({ entryId: id, invoiceNumber: z.coerce.number().int().positive(), reason }),
  response: payment,
})

export const returnPayment = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/payments/:entryId/return',
  permission: settlePermission,
  summary: 'Records that what is left of a payment is settled with the bank or the payer',
  input: z.object({ entryId: id, reason }),
  response: payment,
})
