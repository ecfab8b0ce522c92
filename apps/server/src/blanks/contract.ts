/** The chip of a blank: twenty hex digits in capitals, from its maker. */
export type BlankState = 'in-stock' | 'used' | 'rejected' | 'missing'

/** Where blanks lie: the production site, or a registration point by its id. */
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

/** What was counted at a place: blanks of the book that were not found are missing from then on. */
export type BlanksCounted = {
  readonly type: 'BlanksCounted'
  readonly place: string
  readonly found: number
  readonly missing: number
}

/** The chip never becomes anybody's card. */
export type BlankRejected = { readonly type: 'BlankRejected'; readonly chipSerial: string }
