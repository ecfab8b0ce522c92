import type { Price } from '#cards/products/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

declare module '#platform/permit.ts' {
  interface Permissions {
    spareCards:
      | 'spareCards.viewSpareCardsOf'
      | 'spareCards.makeSpareCard'
      | 'spareCards.takeBackSpareCard'
      | 'spareCards.handOverSpareCard'
      | 'spareCards.closeSpareCard'
      | 'spareCards.writeOffSpareCard'
      | 'spareCards.noteContact'
      | 'spareCards.viewSpareCard'
      | 'spareCards.listSpareCards'
      | 'spareCards.viewOwnSpareCards'
      | 'spareCards.follow'
  }
}

/** One loan of a piece of plastic with temporary certificates on it. UUID. */
export type SpareCardId = Brand<string, 'SpareCardId'>

/** Why the holder has no use of the actual card now. */
export type MissedBecause = 'lost' | 'forgotten' | 'broken'

export type SpareClosingReason =
  | 'returned'
  | 'lost'
  | 'stolen'
  | 'misused'
  | 'broken'
  /** Never handed over. */
  | 'given-up'
  /** Its certificates ended before it came back. */
  | 'run-out'
  /** The data that it repeats are no longer true, or nobody wants the actual card. */
  | 'actual-card-closed'
  /** A new card of its holder is in use. */
  | 'actual-card-replaced'
  /** By what a register says. */
  | 'right-ended'
  | 'holder-died'

/** `cardId` is the spare card's own id, under which its certificates are; the actual card's order leads to its papers. */
type About = { readonly personId: string; readonly cardId: SpareCardId; readonly orderId: string }

export type SpareCardStarted = {
  readonly type: 'SpareCardStarted'
  readonly about: About
  readonly actualCardId: string
  readonly missedBecause: MissedBecause
  readonly documentType: Identification['documentType']
}

export type SpareCardMade = {
  readonly type: 'SpareCardMade'
  readonly about: About
  readonly chipSerial: string
  /** Serial numbers of both temporary certificates. */
  readonly authentication: string
  readonly signature: string
}

export type SpareCardMakingFailed = {
  readonly type: 'SpareCardMakingFailed'
  readonly about: About
  readonly chipSerial: string
  readonly findings: readonly string[]
}

/** What fees stand on: that it was handed over, in whose place, and at what price. */
export type SpareCardHandedOver = {
  readonly type: 'SpareCardHandedOver'
  readonly about: About
  readonly actualCardId: string
  readonly returnBy: LocalDate
  readonly price: Price
}

export type SpareCardClosed = {
  readonly type: 'SpareCardClosed'
  readonly about: About
  readonly reason: SpareClosingReason
}

/** The wiped card has proved to be empty, and lies in stock again. */
export type SpareCardEmptied = {
  readonly type: 'SpareCardEmptied'
  readonly about: About
  readonly chipSerial: string
  readonly pointId: string
}

export type SpareCardNotEmptied = {
  readonly type: 'SpareCardNotEmptied'
  readonly about: About
  readonly chipSerial: string
  readonly findings: readonly string[]
}

/** Why a chip does not come back into stock: nobody knows where it is, or it is destroyed. */
export type GoneBecause = 'lost' | 'stolen' | 'not-returned' | 'broken' | 'not-emptied'

export type SpareCardWrittenOff = {
  readonly type: 'SpareCardWrittenOff'
  readonly about: About
  readonly chipSerial: string
  readonly because: GoneBecause
}

export type SpareCardOverdue = {
  readonly type: 'SpareCardOverdue'
  readonly about: About
  readonly returnBy: LocalDate
}

export type SpareCardHolderReminded = {
  readonly type: 'SpareCardHolderReminded'
  readonly about: About
  readonly means: 'phone' | 'e-mail' | 'letter' | 'in-person' | 'other'
}

export type SpareCardViewed = { readonly type: 'SpareCardViewed'; readonly about: About }

/** A spare card shown in a list: one event for each, so that a holder's trail tells of no other holder. */
export type SpareCardListed = { readonly type: 'SpareCardListed'; readonly about: About }
