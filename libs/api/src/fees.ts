import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { price, servicePriceView } from './organisations.ts'
import { pointService } from './points.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  language,
  lineText,
  pageLimit,
  writtenText,
  pageCursor,
  typedBusinessId,
  threeLanguages,
} from './values.ts'
import { definePermission } from './permission.ts'

/** What has a price of its own in the service's price list. */
export const pricedProduct = z.enum([
  'staff-card',
  'actor-card',
  'temporary-certificate',
  'test-card',
  'service-certificate',
])
export type PricedProduct = z.infer<typeof pricedProduct>

/** What is charged: a product of the service, or a service of a registration point for a visitor. */
/** A product with a price of the service, or the code of a service of a registration point. */
export const chargedProduct = z.union([pricedProduct, pointService])
export type ChargedProduct = z.infer<typeof chargedProduct>

/** A calendar month, `YYYY-MM`. */
export const monthText = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ examples: ['2026-11'] })

export const creditReason = z.enum(['charged-in-error', 'faulty-product', 'wrong-payer', 'other'])
export type CreditReason = z.infer<typeof creditReason>

const disputeOutcome = z.enum(['credited', 'refused', 'withdrawn'])
export type DisputeOutcome = z.infer<typeof disputeOutcome>

/** PDF/UA, or a Finvoice 3.0 message. */
const invoiceFormat = z.enum(['pdf', 'finvoice'])
export type InvoiceFormat = z.infer<typeof invoiceFormat>

/** All invoices, or those in a state; `refused` by the operator. */
export const invoiceFilter = z.enum(['all', 'unpaid', 'paid', 'disputed', 'refused'])
export type InvoiceFilter = z.infer<typeof invoiceFilter>

/** The ground of a charge. */
export const chargedBecause = z.union([
  price.options[0].shape.because,
  price.options[1].shape.because,
  servicePriceView.options[0].shape.because,
  servicePriceView.options[1].shape.because,
  /** `owed-to-itself`: the debtor has merged into its creditor. */
  z.enum(['fee-of-point', 'owed-to-itself']),
])
export type ChargedBecause = z.infer<typeof chargedBecause>

const cents = z.number().int()

/**
 * The name in the organisation's own books; a row of Finvoice 3.0 takes 35 characters
 * (`RowAccountDimensionText`).
 */
export const costCentre = lineText({ max: 35 })

const unit = z.object({ oid: z.string(), name: z.string() })
const customer = z.object({ organisationId: id, name: z.string(), customerNumber: z.string() })

/** One operation that an organisation pays for, or that is free for it by a rule. */
export const chargeView = z.object({
  chargeId: id,
  organisation: customer,
  product: chargedProduct,
  because: chargedBecause,
  /** Without value added tax; zero when it is free. */
  netCents: cents,
  vatPermille: z.number().int(),
  actedOn: dateText,
  /** The agreement and delegation of the charge, if there are any. */
  cardAgreementId: id.optional(),
  delegationId: id.optional(),
  /** For a card. */
  orderId: id.optional(),
  /** For a service certificate; if a program ordered it, also the enrolment approval. */
  applicationId: id.optional(),
  approvalId: id.optional(),
  /** For a visit to a registration point. */
  visitId: id.optional(),
  /** For a card that was produced; for a service certificate its first name; for a visit the point. */
  cardNumber: z.string().optional(),
  certificateName: z.string().optional(),
  pointName: z.string().optional(),
  /** For members of the employer that ordered the card: who holds it. */
  holderName: z.string().optional(),
  unit: unit.optional(),
  /** The cost centre of its unit at the time of the charge. */
  costCentre: z.string().optional(),
  /** The orderer's reference, of an application or a prepared order: printed beside the charge on the invoice. */
  invoiceReference: z.string().optional(),
  state: z.enum(['free', 'open', 'invoiced', 'credited']),
  invoiceId: id.optional(),
  /** Among the charges of an invoice: it is disputed, and not decided yet. */
  isDisputed: z.literal(true).optional(),
})
export type ChargeView = z.infer<typeof chargeView>

/** In Finland, in the lengths of Finvoice 3.0. */
export const buyerAddress = z.object({
  street: lineText({ min: 2, max: 35 }),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{5}$/)
    .meta({ examples: ['00100'] }),
  town: lineText({ min: 2, max: 35 }),
})

const billing = z.object({
  /** Address at the organisation's operator; letters and digits, as assigned by the operator. */
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
  /** The organisation's reference for its invoices: an order number, for example. */
  reference: lineText({ max: 70 }).optional(),
  /** The organisation's address on its invoices. */
  postalAddress: buyerAddress.optional(),
})

const billingView = billing.extend({
  /** No address was entered; it is derived from the business ID. */
  isDefault: z.boolean(),
})

/** `by-seller`: the operator of a registration point downloads its invoices and sends them itself. */
export const deliveryState = z.enum(['by-seller', 'waiting', 'sent', 'refused'])

const invoiceRowView = z.object({
  invoiceId: id,
  number: z.number().int(),
  kind: z.enum(['invoice', 'credit-note']),
  organisation: customer,
  /** The seller: the service, or the operator of a registration point. */
  seller: z.object({ name: z.string(), email: z.string() }),
  month: monthText,
  createdOn: dateText,
  dueOn: dateText.optional(),
  grossCents: cents,
  delivery: deliveryState,
  /** For an invoice: what was paid of it, and what is left to pay after credit notes and payments; below zero, paid too much. */
  paidCents: cents.optional(),
  openCents: cents.optional(),
  /** For an invoice: the day when nothing was left to pay. */
  paidOn: dateText.optional(),
  /** For an invoice: credit notes cancel all of it. */
  isCredited: z.boolean(),
  /** For an invoice: unpaid after its due date. */
  isOverdue: z.boolean(),
  /** A part of it is disputed, and not decided yet. */
  isDisputed: z.boolean(),
})
export type InvoiceRowView = z.infer<typeof invoiceRowView>

export const invoiceView = invoiceRowView.extend({
  /** The payment reference as people type it. */
  reference: z.string().optional(),
  creditorReference: z.string().optional(),
  buyerReference: z.string().optional(),
  /** The buyer's, as it was entered when the invoice was made. */
  buyerAddress: buyerAddress.optional(),
  lines: z.array(
    z.object({
      product: chargedProduct,
      unit: unit.optional(),
      costCentre: z.string().optional(),
      invoiceReference: z.string().optional(),
      cardAgreementId: id.optional(),
      unitCents: cents,
      vatPermille: z.number().int(),
      count: z.number().int(),
      netCents: cents,
      /** Of a service of a registration point that case officers added. */
      name: threeLanguages.optional(),
    }),
  ),
  totals: z.object({
    netCents: cents,
    vat: z.array(z.object({ permille: z.number().int(), netCents: cents, vatCents: cents })),
    vatCents: cents,
    grossCents: cents,
  }),
  deliveredAt: instantText.optional(),
  /** The operator's message. */
  refusedBecause: z.string().optional(),
  /** For a credit note: the invoice that it reverses, and why. */
  credits: z.object({ invoiceId: id, number: z.number().int() }).optional(),
  because: creditReason.optional(),
  /** For an invoice of a registration point operator: when the debtor was last reminded. */
  remindedAt: instantText.optional(),
  /** For an invoice: its payments, the oldest first; below zero, one was taken back. */
  payments: z.array(
    z.object({
      amountCents: cents,
      paidOn: dateText,
      /** Marked by a person; otherwise from a bank's file. */
      isByHand: z.boolean(),
    }),
  ),
  /** For an invoice: its credit notes, and what they reverse. */
  creditNotes: z.array(z.object({ invoiceId: id, number: z.number().int(), grossCents: cents })),
  /** The organisation's disputes, the oldest first; the case has the reasons. */
  disputes: z.array(
    z.object({
      caseId: id,
      disputedAt: instantText,
      outcome: disputeOutcome.optional(),
      settledAt: instantText.optional(),
      /** Disputes with a registration point operator have no case: the text of the dispute and of the reply. */
      reason: z.string().optional(),
      reply: z.string().optional(),
      /** It ended long ago: both texts, or those of its case, were erased. */
      isForgotten: z.boolean().optional(),
    }),
  ),
  /** What the caller may do with it now. */
  may: z.array(
    z.enum([
      ...(['dispute', 'credit', 'mark-paid', 'mark-unpaid', 'send-again', 'remind'] as const),
      ...(['settle-dispute', 'withdraw-dispute'] as const),
    ]),
  ),
})
export type InvoiceView = z.infer<typeof invoiceView>

/** How invoices are searched. */
const invoiceSearch = {
  /** Part of the name of the other party, its number, or the number or payment reference of the invoice. */
  search: lineText({ max: 100 }).optional(),
  /** First and last day of the date of the invoice, both inclusive. */
  from: dateText.optional(),
  to: dateText.optional(),
  /** The whole sum with value added tax, of an invoice or a credit note. */
  amountCents: z.coerce.number().int().positive().optional(),
}
export type InvoiceSearch = {
  readonly [Field in keyof typeof invoiceSearch]?: z.infer<(typeof invoiceSearch)[Field]>
}

const page = {
  cursor: pageCursor.optional(),
  limit: pageLimit,
}

export const viewFeesPermission = definePermission('fees.viewFees', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Maksujen ja laskujen katselu',
    sv: 'Visning av avgifter och fakturor',
    en: 'Viewing fees and invoices',
  },
})

export const listCharges = defineEndpoint({
  method: 'GET',
  path: '/charges',
  permission: viewFeesPermission,
  summary: 'Charges of organisations, free ones included, the newest first',
  input: z.object({ organisationId: id.optional(), ...page }),
  response: z.object({ charges: z.array(chargeView), nextCursor: z.string().optional() }),
})

export const listInvoices = defineEndpoint({
  method: 'GET',
  path: '/invoices',
  permission: viewFeesPermission,
  summary: 'Invoices and credit notes, the newest first',
  input: z.object({
    organisationId: id.optional(),
    filter: invoiceFilter.default('all'),
    ...invoiceSearch,
    ...page,
  }),
  response: z.object({ invoices: z.array(invoiceRowView), nextCursor: z.string().optional() }),
})

export const viewInvoice = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId',
  permission: viewFeesPermission,
  summary: 'An invoice or credit note with its lines',
  input: z.object({ invoiceId: id }),
  response: invoiceView,
})

export const listChargesOfInvoice = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId/charges',
  permission: viewFeesPermission,
  summary: 'The charges of an invoice, a page at a time',
  input: z.object({ invoiceId: id, ...page, cursor: id.optional() }),
  response: z.object({ charges: z.array(chargeView), nextCursor: z.string().optional() }),
})

export const fetchInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/invoices/:invoiceId/document',
  permission: viewFeesPermission,
  summary:
    'An invoice or credit note as it is sent to the organisation: PDF/UA, or a Finvoice 3.0 message',
  input: z.object({ invoiceId: id, format: invoiceFormat }),
  response: z.object({
    mediaType: z.enum(['application/pdf', 'application/xml']),
    document: base64,
  }),
})

export const creditInvoice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/invoices/:invoiceId/credits',
  permission: definePermission('fees.creditInvoice', {
    roles: ['caseOfficer'],
    label: { fi: 'Laskun hyvitys', sv: 'Kreditering av faktura', en: 'Crediting an invoice' },
  }),
  summary: 'Reverses an invoice, or some of its charges, by a credit note',
  input: z.object({
    invoiceId: id,
    /** When absent, all that are not credited yet. */
    chargeIds: z.array(id).min(1).max(1000).optional(),
    because: creditReason,
  }),
  response: invoiceView,
})

const written = writtenText({ max: 4000 })

export const disputeInvoicePermission = definePermission('fees.disputeInvoice', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: { fi: 'Laskun riitauttaminen', sv: 'Bestridande av faktura', en: 'Disputing an invoice' },
})

export const disputeInvoice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/invoices/:invoiceId/disputes',
  permission: disputeInvoicePermission,
  summary:
    'Disputes charges of an invoice: opens a case with the office, or notifies the registration point operator that sent the invoice. A repeat with the same `caseId` returns the same response',
  input: z.object({
    organisationId: id,
    invoiceId: id,
    caseId: id,
    /** When absent, all that were neither credited nor disputed. */
    chargeIds: z.array(id).min(1).max(1000).optional(),
    subject: lineText({ min: 3, max: 120 }),
    text: written,
  }),
  response: invoiceView,
})

export const withdrawDispute = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/invoices/:invoiceId/disputes/:caseId/withdrawal',
  permission: disputeInvoicePermission,
  summary:
    'Withdraws a dispute of a registration point operator’s invoice; a dispute with the office ends with its case',
  input: z.object({ organisationId: id, invoiceId: id, caseId: id }),
  response: invoiceView,
})

export const settleDispute = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/invoices/:invoiceId/disputes/:caseId',
  permission: definePermission('fees.settleDispute', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Riitautuksen ratkaiseminen',
      sv: 'Avgörande av bestridande',
      en: 'Deciding a dispute',
    },
  }),
  summary: 'Credits the disputed charges, or refuses with the reason (case officer)',
  input: z.object({
    invoiceId: id,
    caseId: id,
    stepId: id,
    decision: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('credited'), because: creditReason, text: written }),
      z.object({ outcome: z.literal('refused'), text: written }),
    ]),
  }),
  response: invoiceView,
})

export const markInvoicePaid = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/invoices/:invoiceId/payment',
  permission: definePermission('fees.markInvoicePaid', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Laskun maksun merkintä',
      sv: 'Anteckning om betalning av faktura',
      en: 'Marking payment of an invoice',
    },
  }),
  summary: 'Marks an invoice as paid on a day; without a day, as not paid',
  input: z.object({ invoiceId: id, paidOn: dateText.optional() }),
  response: invoiceView,
})

export const sendInvoiceAgain = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/invoices/:invoiceId/delivery',
  permission: definePermission('fees.sendInvoiceAgain', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Laskun lähetys uudelleen',
      sv: 'Ny sändning av faktura',
      en: 'Sending an invoice again',
    },
  }),
  summary:
    'Sends an invoice that the e-invoicing operator refused once more, to the current address',
  input: z.object({ invoiceId: id }),
  response: invoiceView,
})

const run = z.object({
  month: monthText,
  startedAt: instantText,
  startedBy: z.string(),
  finishedAt: instantText.optional(),
  invoices: z.number().int(),
  grossCents: cents,
  /** For a run in progress: organisations whose invoice is not created yet. */
  waiting: z.number().int().optional(),
})

export const listInvoiceRuns = defineEndpoint({
  method: 'GET',
  path: '/invoice-runs',
  permission: viewFeesPermission,
  summary: 'The months that were invoiced, the newest first, and the next one',
  input: z.object({
    before: monthText.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(12),
  }),
  response: z.object({
    at: instantText,
    /** The newest past month that was not invoiced yet. */
    next: z.object({ month: monthText, organisations: z.number().int() }).optional(),
    runs: z.array(run),
    nextBefore: monthText.optional(),
  }),
})

export const startInvoiceRun = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/invoice-runs',
  permission: definePermission('fees.invoiceMonth', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Kuukauden laskuttaminen',
      sv: 'Fakturering av en månad',
      en: 'Invoicing a month',
    },
  }),
  summary: 'Invoices all charges up to the end of a month; once a month',
  input: z.object({ month: monthText }),
  response: z.object({ month: monthText, startedAt: instantText, waiting: z.number().int() }),
})

export const exportAccounting = defineEndpoint({
  method: 'GET',
  path: '/invoice-runs/:month/accounting',
  permission: viewFeesPermission,
  summary: 'Every line of the invoices and credit notes of a month, for bookkeeping (RFC 4180)',
  input: z.object({ month: monthText }),
  mediaType: 'text/csv',
  response: z.string(),
})

export const viewBilling = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId/billing',
  permission: viewFeesPermission,
  summary: 'Where an organisation gets its invoices',
  input: z.object({ organisationId: id }),
  response: billingView,
})

export const changeBilling = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/organisations/:organisationId/billing',
  permission: definePermission('fees.changeBilling', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Laskutustietojen muuttaminen',
      sv: 'Ändring av faktureringsuppgifter',
      en: 'Changing billing',
    },
  }),
  summary: 'Changes where an organisation gets its invoices, from the next one on',
  input: billing.extend({ organisationId: id }),
  response: billingView,
})

export const moveCharges = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/organisations/:organisationId/charges/move',
  permission: definePermission('fees.moveCharges', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Laskuttamattomien maksujen siirto',
      sv: 'Flyttning av ofakturerade avgifter',
      en: 'Moving charges that are not invoiced',
    },
  }),
  summary:
    'Moves charges of an organisation that are not invoiced yet to the organisation that it merged into (case officer)',
  input: z.object({
    organisationId: id,
    /** The organisation that pays from now on. */
    businessId: typedBusinessId,
  }),
  response: z.object({
    organisation: customer,
    /** Number of the service's charges. */
    charges: z.number().int(),
    netCents: cents,
    /** Number of registration point operators with charges for it that were not invoiced yet. */
    pointOperators: z.number().int(),
  }),
})

/** What a member of an organisation's account sees of its fees. */
const ofAccount = { organisationId: id }
const ofOwnInvoice = { ...ofAccount, invoiceId: id }

/** First and last day, both inclusive. */
const period = { from: dateText, to: dateText }

export const viewOwnFeesPermission = definePermission('fees.viewOwnFees', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Oman organisaation maksujen ja laskujen katselu',
    sv: 'Visning av den egna organisationens avgifter och fakturor',
    en: 'Viewing fees and invoices of own organisation',
  },
})

export const listOwnCharges = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/charges',
  permission: viewOwnFeesPermission,
  summary: 'Charges of an organisation, free ones included, the newest first, for its members',
  input: z.object({ ...ofAccount, ...page }),
  response: listCharges.response,
})

export const sumOwnCharges = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/charges/sums',
  permission: viewOwnFeesPermission,
  summary:
    'Charges of an organisation in a period of at most a year, summed by unit, cost centre and product',
  input: z.object({ ...ofAccount, ...period }),
  response: z.object({
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
  permission: viewOwnFeesPermission,
  summary:
    'Every charge of an organisation in a period of at most a year (RFC 4180), with the words and the decimal sign of the language',
  input: z.object({ ...ofAccount, ...period, language: language.default('fi') }),
  mediaType: 'text/csv',
  response: z.string(),
})

export const listOwnInvoices = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices',
  permission: viewOwnFeesPermission,
  summary: 'Invoices and credit notes of an organisation, the newest first, for its members',
  input: z.object({
    ...ofAccount,
    filter: z.enum(['all', 'unpaid', 'paid']).default('all'),
    ...invoiceSearch,
    ...page,
  }),
  response: listInvoices.response,
})

export const viewOwnInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId',
  permission: viewOwnFeesPermission,
  summary: 'An invoice or credit note of an organisation with its lines, for its members',
  input: z.object(ofOwnInvoice),
  response: invoiceView,
})

export const listChargesOfOwnInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId/charges',
  permission: viewOwnFeesPermission,
  summary: 'The charges of an organisation’s invoice, a page at a time',
  input: listChargesOfInvoice.input.extend(ofAccount),
  response: listChargesOfInvoice.response,
})

export const fetchOwnInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/invoices/:invoiceId/document',
  permission: viewOwnFeesPermission,
  summary:
    'An invoice or credit note of an organisation as it was sent: PDF/UA, or a Finvoice 3.0 message',
  input: fetchInvoiceDocument.input.extend(ofAccount),
  response: fetchInvoiceDocument.response,
})

export const viewOwnBilling = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/billing',
  permission: viewOwnFeesPermission,
  summary: 'Where an organisation gets its invoices, for its members',
  input: z.object(ofAccount),
  response: viewBilling.response,
})

export const changeOwnBillingPermission = definePermission('fees.changeOwnBilling', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Oman organisaation laskutustietojen muuttaminen',
    sv: 'Ändring av den egna organisationens faktureringsuppgifter',
    en: 'Changing billing of own organisation',
  },
})

export const changeOwnBilling = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/billing',
  permission: changeOwnBillingPermission,
  summary: 'Changes where an organisation gets its invoices, from the next one on, by a member',
  input: changeBilling.input,
  response: changeBilling.response,
})

export const viewCostCentres = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/cost-centres',
  permission: viewOwnFeesPermission,
  summary: 'The cost centre of each unit of an organisation, for its members',
  input: z.object(ofAccount),
  response: z.object({
    /** Cost centre of the organisation itself: used for units without their own. */
    costCentre: z.string().optional(),
    units: z.array(unit.extend({ costCentre: z.string().optional() })),
  }),
})

export const changeCostCentre = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/cost-centres',
  permission: changeOwnBillingPermission,
  summary:
    'Sets the cost centre of a unit of the member’s organisation for charges from now on; when absent, the unit has none of its own',
  input: z.object({
    ...ofAccount,
    /** When absent, the organisation itself. */
    unitOid: z.string().trim().min(1).max(100).optional(),
    costCentre: costCentre.optional(),
  }),
  response: viewCostCentres.response,
})

export const chargePermission = definePermission('charges.charge', {
  roles: 'service',
  label: { fi: 'Veloitus', sv: 'Debitering', en: 'Charging' },
})

export const makeInvoicePermission = definePermission('fees.makeInvoice', {
  roles: 'service',
  label: { fi: 'Laskun teko', sv: 'Upprättande av faktura', en: 'Making an invoice' },
})

export const deliverInvoicePermission = definePermission('fees.deliverInvoice', {
  roles: 'service',
  label: { fi: 'Laskun lähetys', sv: 'Sändning av faktura', en: 'Sending an invoice' },
})

export const followDisputesPermission = definePermission('fees.followDisputes', {
  roles: 'service',
  label: {
    fi: 'Perutun riitautuksen kirjaaminen',
    sv: 'Anteckning av återkallat bestridande',
    en: 'Noting a dispute that was taken back',
  },
})

export const forgetDisputesPermission = definePermission('fees.forgetDisputes', {
  roles: 'service',
  label: {
    fi: 'Riitautusten tekstien poistaminen',
    sv: 'Radering av texter om bestridanden',
    en: 'Erasing the texts of disputes',
  },
})
