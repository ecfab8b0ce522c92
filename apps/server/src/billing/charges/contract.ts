import type { PointService } from '@sotevarmenne/api/registration'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedAct, Made, PricedProduct } from '#cards/products/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    fees:
      | 'fees.viewFees'
      | 'charges.charge'
      | 'fees.invoiceMonth'
      | 'fees.makeInvoice'
      | 'fees.deliverInvoice'
      | 'fees.sendInvoiceAgain'
      | 'fees.creditInvoice'
      | 'fees.markInvoicePaid'
      | 'fees.changeBilling'
      | 'fees.moveCharges'
      | 'fees.viewOwnFees'
      | 'fees.changeOwnBilling'
      | 'fees.disputeInvoice'
      | 'fees.settleDispute'
      | 'fees.followDisputes'
      | 'fees.forgetDisputes'
      | 'fees.viewKeptFees'
      | 'fees.changeSeller'
      | 'fees.invoiceKeptMonth'
      | 'fees.creditKeptInvoice'
      | 'fees.settleKeptDispute'
      | 'fees.markKeptInvoicePaid'
      | 'fees.remindOfKeptInvoice'
  }
}

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

/** In the organisation's own books: of a unit, or of the organisation itself for whatever has none. 1 to 35 signs. */
export type CostCentre = { readonly unitOid?: string; readonly costCentre: string }

/** An organisation says that charges of an invoice are wrong. */
export type Dispute = {
  /** Of the case with the office of the same id; with the operator of a registration point there is no case. */
  readonly threadId: string
  readonly invoiceId: InvoiceId
  readonly disputedAt: Instant
  readonly disputedBy: string
  readonly settled?: { readonly outcome: DisputeOutcome; readonly at: Instant }
}

/** What both wrote of a dispute with an operator; absent with the office, and once it is erased (R292). */
export type DisputeTexts = { readonly told?: string; readonly answer?: string }

export type DisputeOutcome = 'credited' | 'refused' | 'withdrawn'

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

/** A unit, or the organisation itself, got another cost centre; none where it is absent. */
export type CostCentreChanged = {
  readonly type: 'CostCentreChanged'
  readonly organisationId: string
  readonly unitOid?: string
  readonly costCentre?: string
}
