import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { ReferenceNumber } from '@sotevarmenne/identifiers/payment-reference'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedProduct, ChargedUnit, InvoiceId, SellerId } from '#billing/charges/contract.ts'

/** A calendar month, `YYYY-MM`. */
export type Month = Brand<string, 'Month'>

/** Charges of one kind on an invoice; of a credit note, count and sum are below zero. */
export type InvoiceLine = {
  readonly product: ChargedProduct
  readonly agreementId?: string
  readonly unit?: ChargedUnit
  readonly costCentre?: string
  readonly invoiceReference?: string
  readonly unitCents: number
  readonly vatPermille: number
  readonly count: number
  readonly netCents: number
}

/** Who asks for the money, as it is printed: what an operator looks up and changes. */
export type Seller = {
  readonly name: string
  readonly businessId: BusinessId
  readonly street: string
  readonly postalCode: string
  readonly town: string
  readonly email: string
  readonly iban: string
  readonly bic: string
  /** Its own e-invoice address, and the operator that passes its invoices on. */
  readonly eInvoiceAddress: string
  readonly operator: string
}

/** What the keeper of registration points says of itself as a seller; its name and business ID are those of its account. */
export type ToldSeller = Omit<Seller, 'name' | 'businessId'>

/** Where the organisation gets its invoices, and what it wants to read on them. */
export type Billing = {
  /** Where its operator finds it; `0037` and the business ID unless told (OVT). */
  readonly eInvoiceAddress: string
  /** Its operator; absent until it is known: then the operator of the service looks for it. */
  readonly operator?: string
  /** The organisation's own reference, an order number for example. */
  readonly reference?: string
}

/** As it was when the invoice was made. */
export type Buyer = {
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
  readonly reference?: string
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

/** An invoice or a credit note, as it went to the organisation: it never changes. */
export type InvoiceContent = {
  readonly invoiceId: InvoiceId
  readonly sellerId: SellerId
  /** Without gaps among those of its seller, of both kinds together. */
  readonly number: number
  readonly organisationId: string
  /** The month that was invoiced. */
  readonly month: Month
  readonly madeOn: LocalDate
  readonly madeAt: Instant
  readonly seller: Seller
  readonly buyer: Buyer
  readonly lines: readonly [InvoiceLine, ...InvoiceLine[]]
  readonly totals: Totals
} & (
  | { readonly kind: 'invoice'; readonly reference: ReferenceNumber; readonly dueOn: LocalDate }
  | {
      readonly kind: 'credit-note'
      /** The invoice that it takes back, in part or whole. */
      readonly credits: {
        readonly invoiceId: InvoiceId
        readonly number: number
        readonly madeOn: LocalDate
        readonly reference: ReferenceNumber
      }
      readonly because: CreditReason
    }
)

export type CreditReason = 'charged-in-error' | 'faulty-product' | 'wrong-payer' | 'other'

export type Delivery =
  /** The keeper of a point takes its own invoices and sends them itself. */
  | { readonly state: 'by-seller' }
  | { readonly state: 'waiting' }
  | { readonly state: 'sent'; readonly at: Instant }
  /** The operator does not take it: a person must look at it. */
  | { readonly state: 'refused'; readonly at: Instant; readonly because: string }

export type Invoice = InvoiceContent & {
  readonly delivery: Delivery
  /** What its credit notes take back, with value added tax; zero or more. */
  readonly creditedCents: number
  /** Of an invoice: the day on which all of it was paid. */
  readonly paidOn?: LocalDate
  /** Something of it is disputed: until that is decided it is not overdue. */
  readonly isDisputed: boolean
  /** When whoever owes it was last reminded, of an invoice of a keeper. */
  readonly remindedAt?: Instant
  /** When a dispute of it was last refused. */
  readonly refusedDisputeAt?: Instant
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

export type InvoiceMade = {
  readonly type: 'InvoiceMade'
  readonly month: Month
  readonly grossCents: number
} & AboutInvoice

export type InvoiceSent = { readonly type: 'InvoiceSent' } & AboutInvoice

export type InvoiceRefused = { readonly type: 'InvoiceRefused' } & AboutInvoice

/** Somebody had it sent once more. */
export type InvoiceSentAgain = { readonly type: 'InvoiceSentAgain' } & AboutInvoice

export type InvoicePaid = { readonly type: 'InvoicePaid'; readonly on: LocalDate } & AboutInvoice

export type InvoiceNotPaid = { readonly type: 'InvoiceNotPaid' } & AboutInvoice

export type CreditNoteMade = {
  readonly type: 'CreditNoteMade'
  readonly credits: string
  readonly because: CreditReason
  readonly grossCents: number
  /** Of the dispute that it settles: its end tells of both. */
  readonly threadId?: string
} & AboutInvoice

export type BillingChanged = { readonly type: 'BillingChanged'; readonly organisationId: string }
