import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import * as fees from './fees.ts'
import { pointService } from './points.ts'
import { dateText, id, lineText, pageLimit, pageCursor } from './values.ts'
import { definePermission } from './permission.ts'

/**
 * Fees of registration points (M11): the invoices of a registration point operator, for members of its
 * account.
 */
const ofPointOperator = { organisationId: id }
const ofMonth = { ...ofPointOperator, month: fees.monthText }

const address = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{6,35}$/)

/** The seller's data for an operator's invoices; its name and business ID are those of its account. */
export const sellerInput = z.object({
  street: lineText({ min: 2, max: 35 }),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{5}$/)
    .meta({ examples: ['00100'] }),
  town: lineText({ min: 2, max: 35 }),
  email: z.email().max(70),
  /** IBAN of the account for payments: ISO 13616, with or without spaces. */
  iban: z.string().trim().min(15).max(42),
  bic: z
    .string()
    .trim()
    .regex(/^[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?$/)
    .meta({ examples: ['NDEAFIHH'] }),
  /** The registration point operator's own e-invoice address, and the operator that delivers its invoices. */
  eInvoiceAddress: address,
  operator: address,
})
export type SellerInput = z.infer<typeof sellerInput>

/** A payment reference is derived from it: at least three digits. */
export const firstNumber = z.number().int().min(100).max(999_999_999)

const pointOperatorView = z.object({
  name: z.string(),
  /** The value added tax number of the organisation. */
  vatNumber: z.string(),
  /** The points with fees of this operator; empty when it operates none. */
  points: z.array(z.object({ pointId: id, name: z.string() })),
  /** Absent until it was entered. */
  seller: sellerInput.optional(),
  /** The number of its first invoice; absent once there is one. */
  firstNumber: z.number().int().optional(),
})

export const viewOperatorFeesPermission = definePermission('fees.viewOperatorFees', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Pisteiden maksujen katselu',
    sv: 'Visning av registreringsställenas avgifter',
    en: 'Viewing the fees of registration points',
  },
})

export const viewSeller = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/seller',
  permission: viewOperatorFeesPermission,
  summary:
    'The registration points that an organisation operates, and its seller data for invoices',
  input: z.object(ofPointOperator),
  response: pointOperatorView,
})

export const changeSeller = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/seller',
  permission: definePermission('fees.changeSeller', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Laskuttajan tietojen muuttaminen',
      sv: 'Ändring av uppgifterna om fakturautställaren',
      en: 'Changing who invoices',
    },
  }),
  summary:
    'Changes the seller data on the invoices of a registration point operator, from the next invoice on',
  input: sellerInput.extend({
    ...ofPointOperator,
    /**
     * Number of its first invoice: only before there is one, so that no number of its own books is used twice.
     */
    firstNumber: firstNumber.optional(),
  }),
  response: pointOperatorView,
})

export const listOperatorInvoiceRuns = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs',
  permission: viewOperatorFeesPermission,
  summary: 'The months that the registration point operator has invoiced, and the next one',
  input: fees.listInvoiceRuns.input.extend(ofPointOperator),
  response: fees.listInvoiceRuns.response,
})

export const startOperatorInvoiceRun = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/point-fees/runs',
  permission: definePermission('fees.invoiceOperatorMonth', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pisteiden kuukauden laskuttaminen',
      sv: 'Fakturering av registreringsställenas månad',
      en: 'Invoicing a month of registration points',
    },
  }),
  summary: 'Invoices organisations for their visits up to the end of a month; once a month',
  input: fees.startInvoiceRun.input.extend(ofPointOperator),
  response: fees.startInvoiceRun.response,
})

export const exportOperatorFinvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs/:month/finvoice',
  permission: viewOperatorFeesPermission,
  summary:
    'The invoices and credit notes of a month as Finvoice 3.0 messages one after another, for the e-invoicing operator of the registration point operator',
  input: z.object(ofMonth),
  mediaType: 'application/xml',
  response: z.string(),
})

export const exportOperatorAccounting = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/runs/:month/accounting',
  permission: viewOperatorFeesPermission,
  summary:
    'Every line of a registration point operator’s invoices and credit notes of a month (RFC 4180)',
  input: z.object(ofMonth),
  mediaType: 'text/csv',
  response: z.string(),
})

const payer = z.object({ name: z.string(), businessId: z.string() })

const operatorVisitView = z.object({
  visitId: id,
  servedOn: dateText,
  point: z.object({ pointId: id, name: z.string() }),
  services: z.array(pointService),
  isOwnStaff: z.boolean(),
  /** In cents, with VAT; zero for a free visit. */
  feeCents: z.number().int().min(0),
  /** Present while the name is retained. */
  visitor: z.string().optional(),
  /** The organisations that pay now; empty when the visitor pays. */
  payers: z.array(payer),
  /** The payer that the registrar noted, if it was corrected since. */
  firstPayer: payer.optional(),
})
export type OperatorVisitView = z.infer<typeof operatorVisitView>

export const listOperatorVisits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/visits/:month',
  permission: viewOperatorFeesPermission,
  summary:
    'Visits served in a month at the points of a registration point operator, including its own staff and free visits',
  input: z.object({
    ...ofMonth,
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({ visits: z.array(operatorVisitView), nextCursor: z.string().optional() }),
})

export const exportOperatorVisits = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/visits/:month/file',
  permission: viewOperatorFeesPermission,
  summary:
    'Visits served in a month at the points of a registration point operator, as a file (RFC 4180)',
  input: z.object(ofMonth),
  mediaType: 'text/csv',
  response: z.string(),
})

export const listOperatorInvoices = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices',
  permission: viewOperatorFeesPermission,
  summary: 'Invoices and credit notes of the registration point operator, the newest first',
  input: fees.listOwnInvoices.input,
  response: fees.listInvoices.response,
})

export const viewOperatorInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId',
  permission: viewOperatorFeesPermission,
  summary: 'An invoice or credit note of the registration point operator with its lines',
  input: fees.viewInvoice.input.extend(ofPointOperator),
  response: fees.invoiceView,
})

export const listChargesOfOperatorInvoice = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/charges',
  permission: viewOperatorFeesPermission,
  summary: 'The visits charged on a registration point operator’s invoice, a page at a time',
  input: fees.listChargesOfInvoice.input.extend(ofPointOperator),
  response: fees.listChargesOfInvoice.response,
})

export const fetchOperatorInvoiceDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/document',
  permission: viewOperatorFeesPermission,
  summary:
    'A registration point operator’s invoice or credit note: PDF/UA, or a Finvoice 3.0 message',
  input: fees.fetchInvoiceDocument.input.extend(ofPointOperator),
  response: fees.fetchInvoiceDocument.response,
})

export const creditOperatorInvoice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/credits',
  permission: definePermission('fees.creditOperatorInvoice', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pisteen laskun hyvitys',
      sv: 'Kreditering av registreringsställets faktura',
      en: 'Crediting an invoice of a registration point',
    },
  }),
  summary:
    'Reverses a registration point operator’s invoice, or some of its charges, by a credit note; charges the right payer instead',
  input: fees.creditInvoice.input.extend({
    ...ofPointOperator,
    /** The organisation that is charged for the reversed fees; nobody when absent. */
    payerBusinessId: z.string().trim().min(1).max(20).optional(),
  }),
  response: fees.invoiceView,
})

export const settleOperatorDispute = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/disputes/:caseId',
  permission: definePermission('fees.settleOperatorDispute', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Rekisteröintipisteen laskun riitautuksen ratkaiseminen',
      sv: 'Avgörande om en bestridd faktura från ett registreringsställe',
      en: 'Deciding a dispute of an invoice of a registration point',
    },
  }),
  summary:
    'Credits what the payer disputed of a registration point operator’s invoice, or refuses with the reason',
  input: fees.settleDispute.input.omit({ stepId: true }).extend(ofPointOperator),
  response: fees.invoiceView,
})

export const remindOfOperatorInvoice = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/reminders',
  permission: definePermission('fees.remindOfOperatorInvoice', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pisteen laskusta muistuttaminen',
      sv: 'Påminnelse om registreringsställets faktura',
      en: 'Reminding of an invoice of a registration point',
    },
  }),
  summary:
    'Sends the payer of a registration point operator’s invoice a reminder by mail, at most once a week',
  input: fees.viewInvoice.input.extend(ofPointOperator),
  response: fees.invoiceView,
})

export const markOperatorInvoicePaid = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/point-fees/invoices/:invoiceId/payment',
  permission: definePermission('fees.markOperatorInvoicePaid', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Pisteen laskun maksun merkintä',
      sv: 'Anteckning om betalning av registreringsställets faktura',
      en: 'Marking payment of an invoice of a registration point',
    },
  }),
  summary:
    'Marks a registration point operator’s invoice as paid on a day; without a day, as not paid',
  input: fees.markInvoicePaid.input.extend(ofPointOperator),
  response: fees.invoiceView,
})
