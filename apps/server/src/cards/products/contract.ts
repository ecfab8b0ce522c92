import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Money } from '@sotevarmenne/kernel/money'
import type { DatedPrices, PriceListName } from './domain/price-list.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    products: 'products.viewPrices' | 'products.proposePrices' | 'products.decidePrices'
  }
}

/** What a person orders: a card with two certificates of its own. */
export type CardProduct = 'professional-card' | MemberProduct

/** Bound to an organisation: the card of its staff, or of those who act for a body that provides no care (M4, M5). */
export type MemberProduct = 'staff-card' | 'actor-card'

/** What others issue, and this service makes for the tests of vendors alone (R251). */
export type TestOnlyProduct = 'organisation-card' | 'citizen-card'

/** What has a price of its own in a price list. */
export type PricedProduct =
  MemberProduct | 'temporary-certificate' | 'test-card' | 'service-certificate'

export type { PriceList, PriceListName } from './domain/price-list.ts'

/** What an organisation is to the service: it decides which of the two cards its people get. */
export type OrganisationKind = 'provider' | 'pharmacy' | 'other-body'

export type {
  RenewalDecision,
  RenewalFacts,
  RenewalGround,
  RenewalReason,
} from './domain/renewal.ts'

/** A price with the rule that made it (M10). Outside value added tax. */
export type Price =
  | {
      readonly kind: 'free'
      readonly because:
        'professional-card' | 'logs-in-to-patient-systems' | 'faulty-card' | 'free-card'
    }
  | {
      readonly kind: 'priced'
      readonly amount: Money
      readonly because: 'staff-without-patient-systems' | 'actor-card' | 'priced-card'
    }

/** A price of what organisations order for machines and for trying out, with the rule that made it. Outside value added tax. */
export type ServicePrice =
  | { readonly kind: 'free'; readonly because: 'test-version' }
  | {
      readonly kind: 'priced'
      readonly amount: Money
      readonly because: 'service-certificate' | 'test-card'
    }

/**
 * What an event tells, in its `charges`, of an act that an organisation pays for, or that is free for it: `fees` hears of it and
 * charges each once. The price is that of the day on which it was ordered.
 */
export type ChargedAct = {
  readonly organisationId: string
  readonly product: PricedProduct
  readonly price: Price | ServicePrice
  readonly priceList: PriceListName
  readonly made: Made
  /** The papers it rests on, where there are any. */
  readonly agreementId?: string
  readonly authorisationId?: string
  readonly unit?: { readonly oid: string; readonly name: string }
  /** What whoever ordered it wants to read beside it on the invoice. */
  readonly invoiceReference?: string
}

/** What came of an act. */
export type Made =
  | { readonly kind: 'card'; readonly cardId: string; readonly orderId: string }
  | {
      readonly kind: 'certificate'
      readonly applicationId: string
      /** The standing approval under which a program ordered it. */
      readonly approvalId?: string
    }

/** On what terms a card was ordered. */
export type OrderTerms = {
  readonly price: Price
  /** Of a staff or actor card: for whom, and by which price list of the agreement. */
  readonly employer?: {
    readonly organisationId: string
    readonly unitOid?: string
    readonly product: MemberProduct
    readonly priceList: PriceListName
  }
}

/** New prices, or a new rate of value added tax, from a day on. UUID. */
export type PriceChangeId = Brand<string, 'PriceChangeId'>

/** What one handler proposes and another approves: all prices of a list, or the standard rate of value added tax. */
export type ProposedChange =
  | ({
      readonly kind: 'prices'
      readonly list: PriceListName
      readonly beginsOn: LocalDate
    } & Omit<DatedPrices, 'from'>)
  | { readonly kind: 'vat-rate'; readonly beginsOn: LocalDate; readonly permille: number }

type Deed = { readonly by: string; readonly at: Instant }

export type PriceChange = ProposedChange & {
  readonly changeId: PriceChangeId
  /** Absent of what the service comes with: nobody proposed and nobody decided it. */
  readonly proposed?: Deed
  readonly state: 'proposed' | 'approved' | 'rejected'
  readonly decided?: Deed
}

type AboutChange = { readonly changeId: string; readonly change: ProposedChange }
export type PriceChangeProposed = { readonly type: 'PriceChangeProposed' } & AboutChange
export type PriceChangeApproved = { readonly type: 'PriceChangeApproved' } & AboutChange
/** Another handler did not approve, or whoever proposed it took it back. */
export type PriceChangeRejected = { readonly type: 'PriceChangeRejected' } & AboutChange
