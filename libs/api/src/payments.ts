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

const fileFormat = z.enum(['camt.054', 'ktl'])

const checkedPaymentsView = z.object({
  format: fileFormat,
  rows: z.array(importedRow),
  /** Entries that pay nothing: not booked yet, or debits. */
  skipped: z.number().int(),
})
export type CheckedPaymentsView = z.infer<typeof checkedPaymentsView>

/** How far an import is; `interrupted`: it has not gone on for some minutes. */
export const importState = z.enum(['waiting', 'running', 'interrupted', 'ready'])
export type ImportState = z.infer<typeof importState>

const paymentImportView = z.object({
  importId: id,
  state: importState,
  format: fileFormat,
  /** Of the file, and how many of them were dealt with so far. */
  entries: z.number().int(),
  done: z.number().int(),
  /** Of those that were dealt with: imported before, and with something left for a decision. */
  known: z.number().int(),
  waiting: z.number().int(),
  skipped: z.number().int(),
  amountCents: cents,
  importedAt: instantText,
  importedBy: z.string(),
  /** When the last entry was dealt with. */
  readyAt: instantText.optional(),
})
export type PaymentImportView = z.infer<typeof paymentImportView>

/** What a row of a bank's file has wrong. */
export const bankField = z.enum([
  'record',
  'direction',
  'day',
  'bank-id',
  'reference',
  'amount',
  'currency',
  'account',
])
export type BankField = z.infer<typeof bankField>

/** In the facts of a refused file: the rows that have something wrong, the first ones. */
export const bankFileFaults = z.object({
  rows: z.array(z.object({ line: z.number().int(), field: bankField })),
  /** How many rows of the file have something wrong. */
  count: z.number().int(),
})
export type BankFileFaults = z.infer<typeof bankFileFaults>

const paymentView = entry.extend({
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
export type PaymentView = z.infer<typeof paymentView>

export const forgetPaymentsPermission = definePermission('payments.forget', {
  roles: 'service',
  label: {
    fi: 'Maksajien nimien poistaminen',
    sv: 'Radering av betalarnas namn',
    en: 'Erasing the names of payers',
  },
})

export const matchPaymentsPermission = definePermission('payments.match', {
  roles: 'service',
  label: {
    fi: 'Maksujen kohdistaminen laskuille viitteen mukaan',
    sv: 'Hänförande av betalningar till fakturor enligt referens',
    en: 'Matching payments with invoices by reference',
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
  response: checkedPaymentsView,
})

export const importPayments = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/payments',
  permission: importPermission,
  summary:
    'Accepts a bank’s file, whole or not at all. Its payments are put on the invoices that their references name in the background; entries that were imported before are left out. The same file again gives the import as it is now',
  input: z.object(file),
  response: paymentImportView,
})

const viewPermission = definePermission('payments.view', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Tuotujen maksujen katselu',
    sv: 'Visning av importerade betalningar',
    en: 'Viewing imported payments',
  },
})

export const listPaymentImports = defineEndpoint({
  method: 'GET',
  path: '/payments/imports',
  permission: viewPermission,
  summary: 'Imports of bank files, the newest first, with how far each is',
  input: z.object({ cursor: pageCursor.optional(), limit: pageLimit }),
  response: z.object({ imports: z.array(paymentImportView), nextCursor: z.string().optional() }),
})

export const paymentFilter = z.enum(['waiting', 'all'])
export type PaymentFilter = z.infer<typeof paymentFilter>

export const listPayments = defineEndpoint({
  method: 'GET',
  path: '/payments',
  permission: viewPermission,
  summary:
    'Imported payments, the newest first; those that wait for a decision, or all, of every import or of one',
  input: z.object({
    filter: paymentFilter.default('waiting'),
    importId: id.optional(),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ payments: z.array(paymentView), nextCursor: z.string().optional() }),
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
  response: paymentView,
})

export const returnPayment = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/payments/:entryId/return',
  permission: settlePermission,
  summary: 'Records that what is left of a payment is settled with the bank or the payer',
  input: z.object({ entryId: id, reason }),
  response: paymentView,
})
