import type { BlankOrderState } from '@sotevarmenne/api/blank-orders'
import type { RejectedBecause } from '@sotevarmenne/api/stock'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Address } from '#people/persons/contract.ts'

/** `in-transit`: sent for an order of the place, and not received there yet. */
export type BlankState = 'in-stock' | 'in-transit' | 'used' | 'rejected' | 'missing'

/** Place and state of a blank card. */
export type Blank = { readonly place: string; readonly state: BlankState }

/** Places of blank cards: the production site, or a registration point by its id. */
export const productionSite = 'production'

export type BlanksReceived = {
  readonly type: 'BlanksReceived'
  readonly batchId: string
  readonly chipModel: string
  readonly firstSerial: string
  readonly lastSerial: string
  readonly place: string
}

export type BlanksMoved = {
  readonly type: 'BlanksMoved'
  readonly firstSerial: string
  readonly lastSerial: string
  readonly place: string
  readonly moved: number
}

/** Result of a stock count at a place: recorded blank cards that were not found are missing from then on. */
export type BlanksCounted = {
  readonly type: 'BlanksCounted'
  readonly place: string
  readonly found: number
  readonly missing: number
}

/** The chip is never used for a card again. */
export type BlankRejected = {
  readonly type: 'BlankRejected'
  readonly chipSerial: string
  readonly because: RejectedBecause
}

/**
 * A blank card recorded elsewhere or not at all is in stock at the place: a reader there verified that it is
 * empty.
 */
export type BlankFound = {
  readonly type: 'BlankFound'
  readonly chipSerial: string
  readonly place: string
}

/** UUID, created by the page that sends the order. */
export type BlankOrderId = Brand<string, 'BlankOrderId'>

/** An order of blank cards by a registration point. */
export type BlankOrder = {
  readonly orderId: BlankOrderId
  readonly pointId: string
  readonly state: BlankOrderState
  readonly amount: number
  readonly address: Address
  readonly note?: string
  readonly orderedAt: Instant
  /** Person id of the registrar. */
  readonly orderedBy: string
  /** The series, and how many of it were in stock. */
  readonly sent?: {
    readonly at: Instant
    readonly firstSerial: string
    readonly lastSerial: string
    readonly amount: number
  }
  readonly received?: { readonly at: Instant } & DeliveryFigures
  /** Why it was refused. */
  readonly because?: string
}

type DeliveryFigures = {
  readonly amount: number
  readonly missing: number
  readonly extra: number
}

type AboutOrder = { readonly orderId: string; readonly pointId: string }

export type BlanksOrdered = AboutOrder & {
  readonly type: 'BlanksOrdered'
  readonly amount: number
}

export type OrderedBlanksSent = AboutOrder & {
  readonly type: 'OrderedBlanksSent'
  readonly firstSerial: string
  readonly lastSerial: string
  readonly ordered: number
  readonly sent: number
}

export type BlankOrderRefused = AboutOrder & { readonly type: 'BlankOrderRefused' }

export type BlankOrderWithdrawn = AboutOrder & { readonly type: 'BlankOrderWithdrawn' }

export type OrderedBlanksReceived = AboutOrder &
  DeliveryFigures & {
    readonly type: 'OrderedBlanksReceived'
    readonly sent: number
  }
