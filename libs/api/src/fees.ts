import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { price, servicePrice } from './organisations.ts'
import { pointService } from './registration.ts'
import { base64, dateText, id, instantText, language } from './values.ts'

/** What has a price of its own in the service's price list. */
export const pricedProduct = z.enum([
  'staff-card',
  'actor-card',
  'temporary-certificate',
  'test-card',
  'service-certificate',
])

/** What is charged: a product of the service, or what a registration point does for a visitor. */
export const chargedProduct = z.enum([...pricedProduct.options, ...pointService.options])

/** A calendar month, `YYYY-MM`. */
export const monthText = z.string().regex(/^\d{4}-\d{2}$/)

export const creditReason = z.enum(['charged-in-error', 'faulty-product', 'wrong-payer', 'other'])

/** Why a charge is what it is. */
export const chargedBecause = z.union([
  price.options[0].shape.because,
  price.options[1].shape.because,
  servicePrice.options[0].shape.because,
  servicePrice.options[1].shape.because,
  z.enum(['fee-of-point', 'owed-to-itself']),
])

const cents = z.number().int()

/** As it is called in the organisation's own books; a row of Finvoice 3.0 takes 35 signs (`RowAccountDimensionText`). */
export const costCentre = z
  .string()
  .trim()
  .min(1)
  .max(35)
  .regex(/^[^\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]+$/u)

const unit = z.object({ oid: z.string(), name: z.string() })
const customer = z.object({ organisationId: id, name: z.string(), customerNumber: z.string() })

/** One act that an organisation pays for, or that is free for it by a rule. */
export const charge = z.object({
  chargeId: id,
  organisation: customer,
  product: chargedProduct,
  because: chargedBecause,
  /** Without value added tax; zero when it is free. */
  netCents: cents,
  vatPermille: z.number().int(),
  actedOn: dateText,
  /** The papers it rests on, where there are any. */
  agreementId: id.optional(),
  authorisationId: id.optional(),
  /** Of a card. */
  orderId: id.optional(),
  /** Of a service certificate; of one that a program ordered, also the approval. */
  applicationId: id.optional(),
  approvalId: id.optional(),
  /** Of a visit to a registration point. */
  visitId: id.optional(),
  unit: unit.optional(),
  /** The one that its unit had when it was charged. */
  costCentre: z.string().optional(),
  /** What whoever ordered it wants to read beside it on the invoice. */
  invoiceReference: z.string().optional(),
  state: z.enum(['free', 'open', 'invoiced', 'credited']),
  invoiceId: id.optional(),
  /** Among the acts of an invoice: it is disputed, and not decided yet. */
  isDisputed: z.literal(true).optional(),
})
export type Charge = z.infer<typeof charge>

const billing = z.object({
  /** Where the organisation's operator finds it; letters and digits, as the operator gave it. */
  eInvoiceAddress: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{6,35}$/),
  /** The operator of the organisation: its business identifier or BIC. */
  operator: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{6,35}$/)
    .optional(),
  /** What the organisation wants to read on its invoices: an order number, for example. */
  reference: z.string().trim().min(1).max(70).optional(),
})

/** `by-seller`: the keeper of a registration point takes its invoices and sends them itself. */
export const deliveryState = z.enum(['by-seller', 'waiting', 'sent', 'refused'])

const invoiceRow = z.object({
  invoiceId: id,
  number: z.number().int(),
  kind: z.enum(['invoice', 'credit-note']),
  organisation: customer,
  /** Who asks for the money: the service, or the keeper of a registration point. */
  seller: z.object({ name: z.string(), email: z.string() }),
  month: monthText,
  madeOn: dateText,
  dueOn: dateText.optional(),
  grossCents: cents,
  delivery: deliveryState,
  /** Of an invoice: all of it was paid then. */
  paidOn: dateText.optional(),
  /** Of an invoice: credit notes take all of it back. */
  isCredited: z.boolean(),
  /** Of an invoice that is not paid, and ought to be. */
  isOverdue: z.boolean(),
  /** Something of it is disputed, and not decided yet. */
  isDisputed: z.boolean(),
})
export type InvoiceRow = z.infer<typeof invoiceRow>

export const invoice = invoiceRow.extend({
  /** As people write them into a payment. */
  reference: z.string().optional(),
  creditorReference: z.string().optional(),
  buyerReference: z.string().optional(),
  lines: z.array(
    z.object({
      product: chargedProduct,
      unit: unit.optional(),
      costCentre: z.string().optional(),
      invoiceReference: z.string().optional(),
      agreementId: id.optional(),
      unitCents: cents,
      vatPermille: z.number().int(),
      count: z.number().int(),
      netCents: cents,
    }),
  ),
  totals: z.object({
    netCents: cents,
    vat: z.array(z.object({ permille: z.number().int(), netCents: cents, vatCents: cents })),
    vatCents: cents,
    grossCents: cents,
  }),
  deliveredAt: instantText.optional(),
  /** What the operator said. */
  refusedBecause: z.string().optional(),
  /** Of a credit note: what it takes back, and why. */
  credits: z.object({ invoiceId: id, number: z.number().int() }).optional(),
  because: creditReason.optional(),
  /** Of a keeper's invoice: when whoever owes it was last reminded. */
  remindedAt: instantText.optional(),
  /** Of an invoice: its credit notes, and what they take back. */
  creditNotes: z.array(z.object({ invoiceId: id, number: z.number().int(), grossCents: cents })),
  /** What the organisation disputed, the oldest first; the thread says why. */
  disputes: z.array(
    z.object({
      threadId: id,
      disputedAt: instantText,
      outcome: z.enum(['credited', 'refused', 'withdrawn']).optional(),
      settledAt: instantText.optional(),
      /** With the keeper of a point no thread tells why: what was written, and what was answered. */
      told: z.string().optional(),
      answer: z.string().optional(),
      /** It ended two years ago: both were erased, or what its thread said. */
      isForgotten: z.boolean().optional(),
    }),
  ),
  /** What the asker may do with it now. */
  may: z.array(
    z.enum([
      ...(['dispute', 'credit', 'mark-paid', 'mark-unpaid', 'send-again', 'remind'] as const),
      ...(['settle-dispute', 'withdraw-dispute'] as const),
    ]),
  ),
})
export type Invoice = z.infer<typeof invoice>

const page = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
}

export const listCharges = defineEndpoint({
  method: 'GET',
  path: '/charges',
  summary: 'What was charged to organisations or was free for them, the newest first',
  input: z.object({ organisationId: id.optional(), ...page }),
  answer: z.object({ charges: z.array(charge), nextCursor: z.string().optional() }),
})

export const listInvoices = defineEndpoint({
  method: 'GET',
  path: '/invoices',
  summary: 'Invoices and credit notes, the newest first',
  input: z.object({
    organisationId: id.optional(),
    /** All, or what somebody has to look after. */
    filter: z.enum(['all', 'unpaid', 'refused', 'disputed']).default('all'),
    ...page,
  }),
  answer: z.object({ invoices: z.array(invoiceRow), nextCursor: z.string().optional() }),
})

export const viewInvoice = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId',
  summary: 'An invoice or credit note with its lines',
  input: z.object({ invoiceId: id }),
  answer: invoice,
})

export const listChargesOfInvoice = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId/charges',
  summary: 'The acts that an invoice asks money for, a page at a time',
  input: z.object({ invoiceId: id, ...page, cursor: id.optional() }),
  answer: z.object({ charges: z.array(charge), nextCursor: z.string().optional() }),
})

export const fetchInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId/document',
  summary:
    'An invoice or credit note as it goes to the organisation: PDF/UA, or a Finvoice 3.0 message',
  input: z.object({ invoiceId: id, format: z.enum(['pdf', 'finvoice']) }),
  answer: z.object({ mediaType: z.enum(['application/pdf', 'application/xml']), document: base64 }),
})

export const creditInvoice = defineEndpoint({
  method: 'POST',
  path: '/invoices/:invoiceId/credits',
  summary: 'Takes back an invoice, or some of its charges, by a credit note',
  input: z.object({
    invoiceId: id,
    /** All that are not credited yet when absent. */
    chargeIds: z.array(id).min(1).max(1000).optional(),
    because: creditReason,
  }),
  answer: invoice,
})

const written = z.string().trim().min(1).max(4000)

export const disputeInvoice = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/invoices/:invoiceId/disputes',
  summary:
    'Disputes charges of an invoice: opens a thread with the office, or tells the keeper whose invoice it is. The same `threadId` again answers the same',
  input: z.object({
    organisationId: id,
    invoiceId: id,
    threadId: id,
    /** All that were neither credited nor disputed when absent. */
    chargeIds: z.array(id).min(1).max(1000).optional(),
    subject: z.string().trim().min(3).max(120),
    text: written,
  }),
  answer: invoice,
})

export const withdrawDispute = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/invoices/:invoiceId/disputes/:threadId/withdrawal',
  summary: 'Takes a dispute of a keeper’s invoice back; one with the office ends with its thread',
  input: z.object({ organisationId: id, invoiceId: id, threadId: id }),
  answer: invoice,
})

export const settleDispute = defineEndpoint({
  method: 'POST',
  path: '/invoices/:invoiceId/disputes/:threadId',
  summary: 'Credits what was disputed, or refuses with the reason (handler)',
  input: z.object({
    invoiceId: id,
    threadId: id,
    stepId: id,
    decision: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('credited'), because: creditReason, text: written }),
      z.object({ outcome: z.literal('refused'), text: written }),
    ]),
  }),
  answer: invoice,
})

export const markInvoicePaid = defineEndpoint({
  method: 'POST',
  path: '/invoices/:invoiceId/payment',
  summary: 'Marks an invoice as paid on a day; without a day, as not paid',
  input: z.object({ invoiceId: id, paidOn: dateText.optional() }),
  answer: invoice,
})

export const sendInvoiceAgain = defineEndpoint({
  method: 'POST',
  path: '/invoices/:invoiceId/delivery',
  summary: 'Sends an invoice that the operator refused once more, to the address of now',
  input: z.object({ invoiceId: id }),
  answer: invoice,
})

const run = z.object({
  month: monthText,
  startedAt: instantText,
  startedBy: z.string(),
  finishedAt: instantText.optional(),
  invoices: z.number().int(),
  grossCents: cents,
  /** Organisations whose invoice is still to be made; of a run that is under way. */
  waiting: z.number().int().optional(),
})

export const listInvoiceRuns = defineEndpoint({
  method: 'GET',
  path: '/invoice-runs',
  summary: 'The months that were invoiced, the newest first, and the one that is next',
  input: z.object({
    before: monthText.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(12),
  }),
  answer: z.object({
    at: instantText,
    /** The newest month that is over and was not invoiced yet. */
    next: z.object({ month: monthText, organisations: z.number().int() }).optional(),
    runs: z.array(run),
    nextBefore: monthText.optional(),
  }),
})

export const startInvoiceRun = defineEndpoint({
  method: 'POST',
  path: '/invoice-runs',
  summary: 'Invoices everything that was done up to the end of a month; once a month',
  input: z.object({ month: monthText }),
  answer: z.object({ month: monthText, startedAt: instantText, waiting: z.number().int() }),
})

export const exportAccounting = defineEndpoint({
  method: 'GET',
  path: '/invoice-runs/:month/accounting',
  summary: 'Every line of the invoices and credit notes of a month, for bookkeeping (RFC 4180)',
  input: z.object({ month: monthText }),
  mediaType: 'text/csv',
  answer: z.string(),
})

export const viewBilling = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId/billing',
  summary: 'Where an organisation gets its invoices',
  input: z.object({ organisationId: id }),
  answer: billing.extend({
    /** Nobody told; the address follows from the business ID. */
    isUsual: z.boolean(),
  }),
})

export const changeBilling = defineEndpoint({
  method: 'POST',
  path: '/organisations/:organisationId/billing',
  summary: 'Changes where an organisation gets its invoices, from the next one on',
  input: billing.extend({ organisationId: id }),
  answer: billing.extend({ isUsual: z.boolean() }),
})

export const moveCharges = defineEndpoint({
  method: 'POST',
  path: '/organisations/:organisationId/charges/move',
  summary:
    'Moves what an organisation was charged and is not invoiced yet to the one that it has merged into (handler)',
  input: z.object({
    organisationId: id,
    /** Of the organisation that pays from now on. */
    businessId: z.string().trim().min(1).max(20),
  }),
  answer: z.object({
    organisation: customer,
    /** What the service asks for. */
    charges: z.number().int(),
    netCents: cents,
    /** How many keepers of registration points ask it for what they had not invoiced yet. */
    keepers: z.number().int(),
  }),
})

/** What a member of an organisation's account sees of its fees. */
const ofAccount = { organisationId: id }
const ofOwnInvoice = { ...ofAccount, invoiceId: id }

/** First and last day, both counted. */
const period = { from: dateText, to: dateText }

export const listOwnCharges = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/charges',
  summary:
    'What was charged to an organisation or was free for it, the newest first, for its members',
  input: z.object({ ...ofAccount, ...page }),
  answer: listCharges.answer,
})

export const sumOwnCharges = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/charges/sums',
  summary:
    'What an organisation was charged in a period of a year at most, by unit, cost centre and product',
  input: z.object({ ...ofAccount, ...period }),
  answer: z.object({
    sums: z.array(
      z.object({
        unit: unit.optional(),
        costCentre: z.string().optional(),
        product: chargedProduct,
        count: z.number().int(),
        netCents: cents,
      }),
    ),
    /** Without value added tax. */
    netCents: cents,
  }),
})

export const exportOwnCharges = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/charges/table',
  summary:
    'Every charge of an organisation in a period of a year at most (RFC 4180), with the words and the decimal sign of the language',
  input: z.object({ ...ofAccount, ...period, language: language.default('fi') }),
  mediaType: 'text/csv',
  answer: z.string(),
})

export const listOwnInvoices = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices',
  summary: 'Invoices and credit notes of an organisation, the newest first, for its members',
  input: z.object({ ...ofAccount, filter: z.enum(['all', 'unpaid']).default('all'), ...page }),
  answer: listInvoices.answer,
})

export const viewOwnInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId',
  summary: 'An invoice or credit note of an organisation with its lines, for its members',
  input: z.object(ofOwnInvoice),
  answer: invoice,
})

export const listChargesOfOwnInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId/charges',
  summary: 'The acts that an invoice of an organisation asks money for, a page at a time',
  input: listChargesOfInvoice.input.extend(ofAccount),
  answer: listChargesOfInvoice.answer,
})

export const fetchOwnInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId/document',
  summary:
    'An invoice or credit note of an organisation as it was sent: PDF/UA, or a Finvoice 3.0 message',
  input: fetchInvoiceDocument.input.extend(ofAccount),
  answer: fetchInvoiceDocument.answer,
})

export const viewOwnBilling = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/billing',
  summary: 'Where an organisation gets its invoices, for its members',
  input: z.object(ofAccount),
  answer: viewBilling.answer,
})

export const changeOwnBilling = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/billing',
  summary: 'Changes where the own organisation gets its invoices, from the next one on',
  input: changeBilling.input,
  answer: changeBilling.answer,
})

export const viewCostCentres = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/cost-centres',
  summary: 'Which cost centre each unit of an organisation has, for its members',
  input: z.object(ofAccount),
  answer: z.object({
    /** Of the organisation itself: of whatever has none of its own. */
    costCentre: z.string().optional(),
    units: z.array(unit.extend({ costCentre: z.string().optional() })),
  }),
})

export const changeCostCentre = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/cost-centres',
  summary:
    'Gives a unit of the own organisation a cost centre for what is charged from now on; without one, it has none of its own',
  input: z.object({
    ...ofAccount,
    /** The organisation itself when absent. */
    unitOid: z.string().trim().min(1).max(100).optional(),
    costCentre: costCentre.optional(),
  }),
  answer: viewCostCentres.answer,
})
