import type { RejectedBecause } from '@sotevarmenne/api/stock'

export type BlankState = 'in-stock' | 'used' | 'rejected' | 'missing'

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
