import type {
  TestRevocation,
  PlasticTestCardKind,
  TestCardKeys,
  TestCardKind,
} from '@sotevarmenne/api/test-cards'
import type { CardNumber } from '#cards/card/contract.ts'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from '#platform/texts.ts'
import type { ServicePrice } from '#cards/products/contract.ts'

/** A card of an invented person, for the test systems of a vendor. UUID. */
export type TestCardId = Brand<string, 'TestCardId'>

/** State of a virtual test card. */
export type TestCardStanding =
  | { readonly state: 'in-production' }
  /** Produced; its file waits, sealed with the secret of its link, until then. */
  | { readonly state: 'ready'; readonly until: Instant }
  /** The vendor has the file. The service has no copy. */
  | { readonly state: 'fetched'; readonly fetchedAt: Instant }
  /** Never finished, or never fetched: the file is erased, its certificates are revoked. */
  | { readonly state: 'lapsed' }
  | {
      readonly state: 'revoked'
      readonly revokedAt: Instant
      readonly because: TestRevocation
    }

  /** On plastic: `cards` has its state. */
  | { readonly state: 'plastic' }

/**
 * Of one vendor, at most twenty cards, for one address. UUID from the orderer: the same id is the same order
 * (R252).
 */
export type TestCardOrderId = Brand<string, 'TestCardOrderId'>

/** A number of cards of one kind and person. */
export type OrderedTestCards = {
  readonly kind: PlasticTestCardKind
  readonly personKey: string
  /** Absent when nothing was chosen. */
  readonly keys?: TestCardKeys | undefined
  readonly count: number
}

export type OrderStanding =
  | { readonly state: 'requested' }
  | { readonly state: 'accepted'; readonly at: Instant; readonly by: string }
  | {
      readonly state: 'refused'
      readonly at: Instant
      readonly by: string
      readonly because: string
    }

export type TestCardOrder = {
  readonly orderId: TestCardOrderId
  readonly organisationId: string
  readonly cards: readonly OrderedTestCards[]
  readonly language: Language
  /** Per card. */
  readonly price: ServicePrice
  readonly orderedAt: Instant
  /** Person id. */
  readonly orderedBy: string
  readonly standing: OrderStanding
}

export type TestCard = {
  readonly testCardId: TestCardId
  readonly organisationId: string
  readonly kind: TestCardKind
  /** Key in `testPeople`. */
  readonly personKey: string
  /** Absent for a card of before vendors chose. */
  readonly keys?: TestCardKeys
  /** Of a virtual card: `cards` has that of plastic. Absent for a card of before it was stored. */
  readonly cardNumber?: CardNumber
  /** For cards on plastic. */
  readonly orderId?: TestCardOrderId
  readonly orderedAt: Instant
  /** Person id. */
  readonly orderedBy: string
  /** Inclusive. */
  readonly validTo: LocalDate
  readonly standing: TestCardStanding
}

type AboutTestCard = { readonly testCardId: TestCardId; readonly organisationId: string }

export type TestCardOrdered = {
  readonly type: 'TestCardOrdered'
  readonly kind: TestCardKind
} & AboutTestCard
export type TestCardProduced = { readonly type: 'TestCardProduced' } & AboutTestCard
export type TestCardFetched = { readonly type: 'TestCardFetched' } & AboutTestCard
export type TestCardLapsed = { readonly type: 'TestCardLapsed' } & AboutTestCard
export type TestCardRevoked = {
  readonly type: 'TestCardRevoked'
  readonly because: TestRevocation
} & AboutTestCard

export type TestCardCancelled = { readonly type: 'TestCardCancelled' } & AboutTestCard

type AboutOrder = { readonly orderId: TestCardOrderId; readonly organisationId: string }

export type TestCardsOrdered = {
  readonly type: 'TestCardsOrdered'
  readonly count: number
} & AboutOrder
/** From here each of them is produced like any card. */
export type TestCardsAccepted = { readonly type: 'TestCardsAccepted' } & AboutOrder
export type TestCardsRefused = { readonly type: 'TestCardsRefused' } & AboutOrder
