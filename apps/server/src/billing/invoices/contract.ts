import type { PointService } from '@sotevarmenne/api/registration'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { ReferenceNumber } from '@sotevarmenne/identifiers/payment-reference'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedAct, Made, PricedProduct } from '#cards/products/contract.ts'

/** What one act costs an organisation. UUID. */
export type ChargeId = Brand<string, 'ChargeId'>

/** An invoice or a credit note. UUID. */
export type InvoiceId = Brand<string, 'InvoiceId'>

/** The organisation that keeps registration points and asks for their fees. UUID. */
export type KeeperId = Brand<string, 'KeeperId'>

/** Who asks for the money: the service, or the keeper of registration points (M11). Each has its own invoices, runs and numbers. */
export type SellerId = 'service' | KeeperId

/** What is charged: a product of the service, or what a registration point does for a visitor. */
export type ChargedProduct = PricedProduct | PointService

/** A calendar month, `YYYY-MM`. */
export type Month = Brand<string, 'Month'>

/** One act that an organisation pays for, or that is free by a rule. It cites what it rests on (M10). */
export type Charge = {
  readonly chargeId: ChargeId
  /** Whom it is owed. */
  readonly sellerId: SellerId
  /** Who owes it. */
  readonly organisationId: string
  readonly product: ChargedProduct
  /** The rule that made the price. */
  readonly because: ChargedBecause
  /** Without value added tax; zero when it is free. */
  readonly netCents: number
  readonly vatPermille: number
  /** The day of the act. */
  readonly actedOn: LocalDate
  /** The papers it rests on, where there are any. */
  readonly agreementId?: string
  readonly authorisationId?: string
  readonly made: Made | VisitMade
  readonly unit?: ChargedUnit
  /** The one that its unit had when it was born (R258). */
  readonly costCentre?: string
  /** What whoever ordered it wants to read beside it on the invoice (R220). */
  readonly invoiceReference?: string
  readonly state:
    | { readonly kind: 'open' }
    | { readonly kind: 'invoiced'; readonly invoiceId: InvoiceId }
    | { readonly kind: 'credited'; readonly invoiceId: InvoiceId; readonly creditNoteId: InvoiceId }
}

export type ChargedBecause =
  | ChargedAct['price']['because']
  | 'fee-of-point'
  /** Whoever owed it has merged into its seller. */
  | 'owed-to-itself'

/** A visit to a registration point, each of whose services is charged. */
export type VisitMade = {
  readonly kind: 'visit'
  readonly visitId: string
  readonly pointId: string
}

export type ChargedUnit = { readonly oid: string; readonly name: string }

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

/** In the organisation's own books: of a unit, or of the organisation itself for whatever has none. 1 to 35 signs. */
export type CostCentre = { readonly unitOid?: string; readonly costCentre: string }

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

/**
 * An organisation says that charges of an invoice are wrong. Why stands in the thread of the same id with the office; with the keeper
 * of points, here.
 */
export type Dispute = {
  readonly threadId: string
  readonly invoiceId: InvoiceId
  readonly disputedAt: Instant
  readonly disputedBy: string
  /** Absent with the office, and once it is erased (R292); the answer then too. */
  readonly toldSealed?: Uint8Array
  readonly answerSealed?: Uint8Array
  readonly settled?: { readonly outcome: DisputeOutcome; readonly at: Instant }
}

export type DisputeOutcome = 'credited' | 'refused' | 'withdrawn'

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

/** An act was charged to an organisation, or found to be free for it. */
export type ChargeBorn = {
  readonly type: 'ChargeBorn'
  readonly chargeId: string
  readonly organisationId: string
  readonly sellerId: SellerId
  readonly product: ChargedProduct
  readonly netCents: number
  readonly because: ChargedBecause
  /** Of a card. */
  readonly about?: { readonly orderId: string; readonly cardId: string }
  /** Of a service certificate. */
  readonly applicationId?: string
  /** Of a visit to a registration point. */
  readonly visitId?: string
}

export type InvoiceRunStarted = {
  readonly type: 'InvoiceRunStarted'
  readonly sellerId: SellerId
  readonly month: Month
}

type AboutInvoice = {
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
/** The keeper of a registration point has whoever owes it reminded. */
export type InvoiceReminded = { readonly type: 'InvoiceReminded' } & AboutInvoice
export type CreditNoteMade = {
  readonly type: 'CreditNoteMade'
  readonly credits: string
  readonly because: CreditReason
  readonly grossCents: number
  /** Of the dispute that it settles: its end tells of both. */
  readonly threadId?: string
} & AboutInvoice
/**
 * What an organisation owed a seller and was not invoiced for is owed by the one that it has merged into; nothing where that is the
 * seller itself.
 */
export type ChargesMoved = {
  readonly type: 'ChargesMoved'
  readonly sellerId: SellerId
  readonly organisationId: string
  readonly to: string
  readonly charges: number
  readonly netCents: number
}
/** The keeper of registration points said as whom it invoices. */
export type SellerChanged = {
  readonly type: 'SellerChanged'
  readonly organisationId: string
  /** Of its first invoice, where it said so. */
  readonly firstNumber?: number
}
export type BillingChanged = { readonly type: 'BillingChanged'; readonly organisationId: string }
/** A unit, or the organisation itself, got another cost centre; none where it is absent. */
export type CostCentreChanged = {
  readonly type: 'CostCentreChanged'
  readonly organisationId: string
  readonly unitOid?: string
  readonly costCentre?: string
}
export type InvoiceDisputed = {
  readonly type: 'InvoiceDisputed'
  readonly threadId: string
  readonly charges: number
} & AboutInvoice
export type DisputeSettled = {
  readonly type: 'DisputeSettled'
  readonly threadId: string
  readonly outcome: DisputeOutcome
} & AboutInvoice
/** What was written of a dispute with a keeper was erased; what was decided stays. */
export type DisputeForgotten = {
  readonly type: 'DisputeForgotten'
  readonly threadId: string
} & AboutInvoice
