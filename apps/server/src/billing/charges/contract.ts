import type { ChargedProduct, ChargedBecause, DisputeOutcome } from '@sotevarmenne/api/fees'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedSubject } from '#cards/products/contract.ts'

/** The charge for one operation of an organisation. UUID. */
export type ChargeId = Brand<string, 'ChargeId'>

/** An invoice or a credit note. UUID. */
export type InvoiceId = Brand<string, 'InvoiceId'>

/** The organisation that operates registration points and charges their fees. UUID. */
export type PointOperatorId = Brand<string, 'PointOperatorId'>

/**
 * Who issues the invoice: the service, or a registration point operator (M11). Each has its own invoices,
 * runs and numbers.
 */
export type SellerId = 'service' | PointOperatorId

/** One operation that an organisation pays for, or that is free by a rule. It cites its grounds (M10). */
export type Charge = {
  readonly chargeId: ChargeId
  /** The creditor. */
  readonly sellerId: SellerId
  /** The debtor. */
  readonly organisationId: string
  readonly product: ChargedProduct
  /** The rule that determined the price. */
  readonly because: ChargedBecause
  /** Without value added tax; zero when it is free. */
  readonly netCents: number
  readonly vatPermille: number
  /** The day of the operation. */
  readonly actedOn: LocalDate
  /** The agreements it is based on, if any. */
  readonly cardAgreementId?: string
  readonly delegationId?: string
  readonly subject: ChargedSubject | ChargedVisit
  readonly unit?: ChargedUnit
  /** The cost centre of its unit when it was created (R258). */
  readonly costCentre?: string
  /** The reference that the orderer wants on the invoice (R220), or gave its prepared order (R460). */
  readonly invoiceReference?: string
  readonly state:
    | { readonly kind: 'open' }
    | { readonly kind: 'invoiced'; readonly invoiceId: InvoiceId }
    | { readonly kind: 'credited'; readonly invoiceId: InvoiceId; readonly creditNoteId: InvoiceId }
}

/** A visit to a registration point, each of whose services is charged. */
export type ChargedVisit = {
  readonly kind: 'visit'
  readonly visitId: string
  readonly pointId: string
}

/** What a charge is for, in words that name no person (R460). */
export type ChargedItem = {
  readonly cardNumber?: string
  /** The first name in a service certificate. */
  readonly certificateName?: string
  readonly pointName?: string
}

export type ChargedUnit = { readonly oid: string; readonly name: string }

/**
 * In the organisation's own accounts: of a unit, or of the organisation itself for everything else. 1 to 35
 * characters.
 */
export type CostCentre = { readonly unitOid?: string; readonly costCentre: string }

/** An organisation disputes charges of an invoice. */
export type Dispute = {
  /** The id of the case with the office; with a registration point operator there is no case. */
  readonly caseId: string
  readonly invoiceId: InvoiceId
  readonly disputedAt: Instant
  readonly disputedBy: string
  readonly settled?: { readonly outcome: DisputeOutcome; readonly at: Instant }
}

/** What both wrote in a dispute with an operator; absent with the office, and once it is erased (R292). */
export type DisputeTexts = { readonly reason?: string; readonly reply?: string }

/** An operation was charged to an organisation, or was free for it. */
export type ChargeCreated = {
  readonly type: 'ChargeCreated'
  readonly chargeId: string
  readonly organisationId: string
  readonly sellerId: SellerId
  readonly product: ChargedProduct
  readonly netCents: number
  readonly because: ChargedBecause
  /** For a card. */
  readonly about?: { readonly orderId: string; readonly cardId: string }
  /** For a service certificate. */
  readonly applicationId?: string
  /** For a visit to a registration point. */
  readonly visitId?: string
}

/**
 * What an organisation owed a seller and was not invoiced for is now owed by the organisation into which it
 * merged; nothing where that is the seller itself.
 */
export type ChargesMoved = {
  readonly type: 'ChargesMoved'
  readonly sellerId: SellerId
  readonly organisationId: string
  readonly to: string
  readonly charges: number
  readonly netCents: number
}

/** A unit, or the organisation itself, got another cost centre; absent: none. */
export type CostCentreChanged = {
  readonly type: 'CostCentreChanged'
  readonly organisationId: string
  readonly unitOid?: string
  readonly costCentre?: string
}
