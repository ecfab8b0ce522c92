import type {
  MissedBecause,
  SpareCancellationReason,
  ContactMeans,
} from '@sotevarmenne/api/spare-cards'
import type { Price } from '#cards/products/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** One loan of a plastic card with temporary certificates on it. UUID. */
export type SpareCardId = Brand<string, 'SpareCardId'>

/**
 * `cardId` is the spare card's own id, under which its certificates are; the actual card's order leads to its
 * documents.
 */
type About = { readonly personId: string; readonly cardId: SpareCardId; readonly orderId: string }

export type SpareCardStarted = {
  readonly type: 'SpareCardStarted'
  readonly about: About
  readonly actualCardId: string
  readonly missedBecause: MissedBecause
  readonly documentType: Identification['documentType']
}

export type SpareCardProduced = {
  readonly type: 'SpareCardProduced'
  readonly about: About
  readonly chipSerial: string
  /** Serial numbers of both temporary certificates. */
  readonly authentication: string
  readonly signature: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

export type SpareCardProductionFailed = {
  readonly type: 'SpareCardProductionFailed'
  readonly about: About
  readonly chipSerial: string
  readonly findings: readonly string[]
}

/** The basis of fees: that it was handed over, for which card, and at what price. */
export type SpareCardHandedOver = {
  readonly type: 'SpareCardHandedOver'
  readonly about: About
  readonly actualCardId: string
  readonly returnBy: LocalDate
  readonly price: Price
}

export type SpareCardCancelled = {
  readonly type: 'SpareCardCancelled'
  readonly about: About
  readonly reason: SpareCancellationReason
}

/** The wiped card was verified to be empty, and is in stock again. */
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

/** Why a chip does not return to stock: it is missing, or it is destroyed. */
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
  readonly means: ContactMeans
}

export type SpareCardViewed = { readonly type: 'SpareCardViewed'; readonly about: About }

/** A spare card shown in a list: one event for each, so that a holder's audit log names no other holder. */
export type SpareCardListed = { readonly type: 'SpareCardListed'; readonly about: About }
