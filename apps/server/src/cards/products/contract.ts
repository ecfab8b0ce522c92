import type { MemberProduct, FreeBecause, PricedBecause } from '@sotevarmenne/api/organisations'
import type { PricedProduct } from '@sotevarmenne/api/fees'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Money } from '@sotevarmenne/kernel/money'
import type { ChangeStep } from '#platform/dated-changes/change-from-a-day.ts'
import type { DatedPrices, PriceListName } from './domain/price-list.ts'
import type { RightRules } from './domain/right-rules.ts'

/** Cards of other issuers, which this service produces only for tests by vendors (R251). */
export type TestOnlyProduct = 'organisation-card' | 'citizen-card'

export type { PriceList, PriceListName } from './domain/price-list.ts'

export type { RenewalDecision, RenewalFacts, RenewalReason } from './domain/renewal.ts'

/** A price with the rule that gave it (M10). Outside value added tax. */
export type Price =
  | { readonly kind: 'free'; readonly because: FreeBecause }
  | { readonly kind: 'priced'; readonly amount: Money; readonly because: PricedBecause }

/**
 * A price of an organisation's orders for machines and for tests, with the rule that gave it. Outside value
 * added tax.
 */
export type ServicePrice =
  | { readonly kind: 'free'; readonly because: 'test-version' }
  | {
      readonly kind: 'priced'
      readonly amount: Money
      readonly because: 'service-certificate' | 'test-card'
    }

/**
 * The `charges` of an event: an action that an organisation pays for, or that is free for it. `fees`
 * subscribes to it and charges each once. The price is that of the day of the order.
 */
export type ChargedAction = {
  readonly organisationId: string
  readonly product: PricedProduct
  readonly price: Price | ServicePrice
  readonly priceList: PriceListName
  readonly subject: ChargedSubject
  /** The agreements it is based on, if any. */
  readonly cardAgreementId?: string
  readonly delegationId?: string
  readonly unit?: { readonly oid: string; readonly name: string }
  /** A reference that the orderer wants on the invoice. */
  readonly invoiceReference?: string
}

/** What is charged. */
export type ChargedSubject =
  | { readonly kind: 'card'; readonly cardId: string; readonly orderId: string }
  | {
      readonly kind: 'certificate'
      readonly applicationId: string
      /** The ACME enrolment approval under which a program ordered it. */
      readonly approvalId?: string
    }

/** The terms on which a card was ordered. */
export type OrderTerms = {
  readonly price: Price
  /** For a staff or actor card: the employer, and the price list of the agreement. */
  readonly employer?: {
    readonly organisationId: string
    readonly unitOid?: string
    readonly product: MemberProduct
    readonly priceList: PriceListName
  }
}

/** New prices of a list, or a new standard rate of value added tax, from a day on. */
export type PriceChange =
  | ({
      readonly kind: 'prices'
      readonly list: PriceListName
      readonly beginsOn: LocalDate
    } & Omit<DatedPrices, 'from'>)
  | { readonly kind: 'vat-rate'; readonly beginsOn: LocalDate; readonly permille: number }

/** New rules for rights to practise from a day on. */
export type RightRulesChange = {
  readonly kind: 'right-rules'
  readonly beginsOn: LocalDate
} & RightRules

type AboutChange<Change> = { readonly changeId: string; readonly change: Change }
export type PriceChangeEvent = {
  readonly type: `PriceChange${ChangeStep}`
} & AboutChange<PriceChange>
export type RightRulesEvent = {
  readonly type: `RightRulesChange${ChangeStep}`
} & AboutChange<RightRulesChange>
