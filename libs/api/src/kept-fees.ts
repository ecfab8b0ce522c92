import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import * as fees from './fees.ts'
import { pointService } from './registration.ts'
import { dateText, id } from './values.ts'

/** Fees of registration points (M11): what the keeper of points invoices, for members of its account. */
const ofKeeper = { organisationId: id }
const ofMonth = { ...ofKeeper, month: fees.monthText }

const address = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{6,35}$/)

/** As whom a keeper invoices; its name and business ID are those of its account. */
export const toldSeller = z.object({
  street: z.string().trim().min(2).max(35),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{5}$/),
  town: z.string().trim().min(2).max(35),
  email: z.email().max(70),
  /** Of the account that is paid to: ISO 13616, with or without spaces. */
  iban: z.string().trim().min(15).max(42),
  bic: z
    .string()
    .trim()
    .regex(/^[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?$/),
  /** The keeper's own e-invoice address, and the operator that passes its invoices on. */
  eInvoiceAddress: address,
  operator: address,
})
export type ToldSeller = z.infer<typeof toldSeller>

/** A payment reference is made of it: three digits at least. */
export const firstNumber = z.number().int().min(100).max(999_999_999)

const keeper = z.object({
  name: z.string(),
  /** The value added tax number of the organisation. */
  vatNumber: z.string(),
  /** The points whose fees it asks for; none where it keeps none. */
  points: z.array(z.object({ pointId: id, name: z.string() })),
  /** Absent until it was told. */
  seller: toldSeller.optional(),
  /** What its first invoice gets; absent once there is one. */
  firstNumber: z.number().int().optional(),
})

export const viewSeller = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/seller',
  summary: 'The registration points that an organisation keeps, and as whom it invoices',
  input: z.object(ofKeeper),
  answer: keeper,
})

export const changeSeller = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/seller',
  summary: 'Says as whom the keeper of registration points invoices, from the next invoice on',
  input: toldSeller.extend({
    ...ofKeeper,
    /** Of its first invoice: only before there is one, so that no number of its own books is used twice. */
    firstNumber: firstNumber.optional(),
  }),
  answer: keeper,
})

export const listKeptRuns = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs',
  summary: 'The months that the keeper of registration points invoiced, and the one that is next',
  input: fees.listInvoiceRuns.input.extend(ofKeeper),
  answer: fees.listInvoiceRuns.answer,
})

export const startKeptRun = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/point-fees/runs',
  summary: 'Invoices organisations for the visits up to the end of a month; once a month',
  input: fees.startInvoiceRun.input.extend(ofKeeper),
  answer: fees.startInvoiceRun.answer,
})

export const exportKeptFinvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs/:month/finvoice',
  summary:
    'The invoices and credit notes of a month as Finvoice 3.0 messages one after another, for the keeper’s operator',
  input: z.object(ofMonth),
  mediaType: 'application/xml',
  answer: z.string(),
})

export const exportKeptAccounting = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs/:month/accounting',
  summary: 'Every line of a keeper’s invoices and credit notes of a month (RFC 4180)',
  input: z.object(ofMonth),
  mediaType: 'text/csv',
  answer: z.string(),
})

const payer = z.object({ name: z.string(), businessId: z.string() })

const keptVisit = z.object({
  visitId: id,
  servedOn: dateText,
  point: z.object({ pointId: id, name: z.string() }),
  services: z.array(pointService),
  isOwnStaff: z.boolean(),
  /** In cents, with VAT; zero of a free visit. */
  feeCents: z.number().int().min(0),
  /** As long as the name is kept. */
  visitor: z.string().optional(),
  /** The organisations that pay now; none where the visitor does. */
  payers: z.array(payer),
  /** Whom the registrar noted, where that was corrected since. */
  firstPayer: payer.optional(),
})
export type KeptVisit = z.infer<typeof keptVisit>

export const listKeptVisits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/visits/:month',
  summary: 'What a keeper’s registration points served in a month, own staff and free visits too',
  input: z.object({
    ...ofMonth,
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ visits: z.array(keptVisit), nextCursor: z.string().optional() }),
})

export const exportKeptVisits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/visits/:month/file',
  summary: 'The same list of a month as a file (RFC 4180)',
  input: z.object(ofMonth),
  mediaType: 'text/csv',
  answer: z.string(),
})

export const listKeptInvoices = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices',
  summary: 'Invoices and credit notes of the keeper of registration points, the newest first',
  input: fees.listOwnInvoices.input,
  answer: fees.listInvoices.answer,
})

export const viewKeptInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId',
  summary: 'An invoice or credit note of the keeper of registration points with its lines',
  input: fees.viewInvoice.input.extend(ofKeeper),
  answer: fees.invoice,
})

export const listChargesOfKeptInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/charges',
  summary: 'The visits that a keeper’s invoice asks money for, a page at a time',
  input: fees.listChargesOfInvoice.input.extend(ofKeeper),
  answer: fees.listChargesOfInvoice.answer,
})

export const fetchKeptInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/document',
  summary: 'A keeper’s invoice or credit note: PDF/UA, or a Finvoice 3.0 message',
  input: fees.fetchInvoiceDocument.input.extend(ofKeeper),
  answer: fees.fetchInvoiceDocument.answer,
})

export const creditKeptInvoice = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/credits',
  summary:
    'Takes back a keeper’s invoice, or some of its charges, by a credit note; charges the right payer instead',
  input: fees.creditInvoice.input.extend({
    ...ofKeeper,
    /** Of the organisation that is charged what is taken back; nobody when absent. */
    payerBusinessId: z.string().trim().min(1).max(20).optional(),
  }),
  answer: fees.invoice,
})

export const settleKeptDispute = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/disputes/:threadId',
  summary: 'Credits what whoever pays disputed of a keeper’s invoice, or refuses with the reason',
  input: fees.settleDispute.input.omit({ stepId: true }).extend(ofKeeper),
  answer: fees.invoice,
})

export const remindOfKeptInvoice = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/reminders',
  summary: 'Has whoever owes a keeper’s invoice reminded by mail, once a week at most',
  input: fees.viewInvoice.input.extend(ofKeeper),
  answer: fees.invoice,
})

export const markKeptInvoicePaid = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/payment',
  summary: 'Marks a keeper’s invoice as paid on a day; without a day, as not paid',
  input: fees.markInvoicePaid.input.extend(ofKeeper),
  answer: fees.invoice,
})
