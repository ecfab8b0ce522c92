import type { ThreeLanguages } from '@sotevarmenne/api/values'
import type { ChargedProduct, CreditReason } from '@sotevarmenne/api/fees'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { ReferenceNumber } from '@sotevarmenne/identifiers/payment-reference'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'
import type { ChargedItem, ChargedUnit, InvoiceId, SellerId } from '#billing/charges/contract.ts'

/** A calendar month, `YYYY-MM`. */
export type Month = Brand<string, 'Month'>

/** Charges of one kind on an invoice; of a credit note, count and sum are below zero. */
export type InvoiceLine = {
  readonly product: ChargedProduct
  /** Of a service of a registration point that case officers added, as it is printed. */
  readonly name?: ThreeLanguages
  readonly cardAgreementId?: string
  readonly unit?: ChargedUnit
  readonly costCentre?: string
  readonly invoiceReference?: string
  readonly unitCents: number
  readonly vatPermille: number
  readonly count: number
  readonly netCents: number
  /** What each charge of it is for, by day; absent for lines of before, and without people's names (R460). */
  readonly items?: readonly LineItem[]
}

export type LineItem = ChargedItem & { readonly actedOn: LocalDate }

/** The creditor, as it is printed: what an operator looks up and changes. */
export type Seller = {
  readonly name: string
  readonly businessId: BusinessId
  readonly street: string
  readonly postalCode: string
  readonly town: string
  readonly email: string
  readonly iban: string
  readonly bic: string
  /** Its own e-invoice address, and the operator that forwards its invoices. */
  readonly eInvoiceAddress: string
  readonly operator: string
}

/** Where the organisation gets its invoices, and its own texts on them. */
export type Billing = {
  /** Its e-invoice address; by default `0037` and the business ID (OVT). */
  readonly eInvoiceAddress: string
  /** Its operator; absent until it is known: then the service's operator looks it up. */
  readonly operator?: string
  /** The organisation's own reference, for example an order number. */
  readonly reference?: string
  /** The address that stands on its invoices; absent until it is entered. */
  readonly postalAddress?: BuyerAddress
}

/** In Finland. */
export type BuyerAddress = {
  readonly street: string
  readonly postalCode: string
  readonly town: string
}

/** As it was when the invoice was created. */
export type Buyer = {
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
  readonly reference?: string
  readonly address?: BuyerAddress
}

export type Totals = {
  readonly netCents: number
  /** Each rate once, the lowest first; the tax is rounded half up on the sum of its lines. */
  readonly vat: readonly {
    readonly permille: number
    readonly netCents: number
    readonly vatCents: number
  }[]
  readonly vatCents: number
  readonly grossCents: number
}

/** An invoice or a credit note, as it was sent to the organisation: it never changes. */
export type InvoiceContent = {
  readonly invoiceId: InvoiceId
  readonly sellerId: SellerId
  /** Without gaps for each seller, in one series for both kinds. */
  readonly number: number
  readonly organisationId: string
  /** The month that was invoiced. */
  readonly month: Month
  readonly createdOn: LocalDate
  readonly createdAt: Instant
  readonly seller: Seller
  readonly buyer: Buyer
  readonly lines: readonly [InvoiceLine, ...InvoiceLine[]]
  readonly totals: Totals
} & (
  | { readonly kind: 'invoice'; readonly reference: ReferenceNumber; readonly dueOn: LocalDate }
  | {
      readonly kind: 'credit-note'
      /** The invoice that it credits, in part or whole. */
      readonly credits: {
        readonly invoiceId: InvoiceId
        readonly number: number
        readonly createdOn: LocalDate
        readonly reference: ReferenceNumber
        /** What was left to pay when it was created; absent up to version 0.2.0. */
        readonly openCents?: number
      }
      readonly because: CreditReason
    }
)

export type Delivery =
  /** A registration point operator downloads its invoices and sends them itself. */
  | { readonly state: 'by-seller' }
  | { readonly state: 'waiting' }
  | { readonly state: 'sent'; readonly at: Instant }
  /** The operator refuses it: a person must deal with it. */
  | { readonly state: 'refused'; readonly at: Instant; readonly because: string }

export type Invoice = InvoiceContent & {
  readonly delivery: Delivery
  /** The sum of its credit notes, with value added tax; zero or more. */
  readonly creditedCents: number
  /** The sum of its payments; of which marked by hand. */
  readonly paidCents: number
  readonly paidByHandCents: number
  /** For an invoice: the day on which nothing was left to pay. */
  readonly paidOn?: LocalDate
  /** A part of it is disputed: until that is decided it is not overdue. */
  readonly isDisputed: boolean
  /** When the payer was last reminded, for an operator's invoice. */
  readonly remindedAt?: Instant
  /** The day on which a dispute of it was last refused, and how many days are left at least from then (R227). */
  readonly refusedDispute?: { readonly on: LocalDate; readonly daysToPay: number }
}

/** Of an invoice; below zero it takes an earlier one back. */
export type InvoicePayment = {
  readonly amountCents: number
  readonly paidOn: LocalDate
  /** The entry of a bank's file; absent for one that was marked by hand. */
  readonly entryId?: string
}

/** The invoices of one month, from their start to the last one. */
export type Run = {
  readonly sellerId: SellerId
  readonly month: Month
  readonly startedAt: Instant
  readonly startedBy: string
  readonly finishedAt?: Instant
}

export type InvoiceRunStarted = {
  readonly type: 'InvoiceRunStarted'
  readonly sellerId: SellerId
  readonly month: Month
}

export type AboutInvoice = {
  readonly invoiceId: string
  readonly sellerId: SellerId
  readonly organisationId: string
  readonly number: number
}

export type InvoiceCreated = {
  readonly type: 'InvoiceCreated'
  readonly month: Month
  readonly grossCents: number
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutInvoice

export type InvoiceSent = { readonly type: 'InvoiceSent' } & AboutInvoice

export type InvoiceRefused = { readonly type: 'InvoiceRefused' } & AboutInvoice

/** Somebody had it sent again. */
export type InvoiceSentAgain = { readonly type: 'InvoiceSentAgain' } & AboutInvoice

export type InvoicePaid = { readonly type: 'InvoicePaid'; readonly on: LocalDate } & AboutInvoice

export type InvoiceNotPaid = { readonly type: 'InvoiceNotPaid' } & AboutInvoice

/** An entry of a bank's file pays it, or takes a payment back (below zero). */
export type PaymentReceived = {
  readonly type: 'PaymentReceived'
  readonly entryId: string
  readonly amountCents: number
  readonly on: LocalDate
  /** What is left to pay; below zero where too much was paid. */
  readonly openCents: number
} & AboutInvoice

export type CreditNoteCreated = {
  readonly type: 'CreditNoteCreated'
  readonly credits: string
  readonly because: CreditReason
  readonly grossCents: number
  /** The dispute that it settles: one mail on its end covers both. */
  readonly caseId?: string
} & AboutInvoice

export type BillingChanged = { readonly type: 'BillingChanged'; readonly organisationId: string }
