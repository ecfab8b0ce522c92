declare module '#platform/permit.ts' {
  interface Permissions {
    stock:
      | 'blanks.viewStock'
      | 'blanks.receiveBlanks'
      | 'blanks.moveBlanks'
      | 'blanks.countBlanks'
      | 'blanks.rejectBlank'
  }
}

export type BlankState = 'in-stock' | 'used' | 'rejected' | 'missing'

/** Where a blank is and how it stands. */
export type Blank = { readonly place: string; readonly state: BlankState }

/** Why a blank becomes nobody's card any more. */
export type RejectedBecause =
  /** Somebody looked at it. */
  | 'not-fit'
  /** It was spoilt when a card was made of it. */
  | 'not-made'
  /** The card that was made of it is broken. */
  | 'card-broken'
  /** The card that was made of it could not be emptied. */
  | 'not-emptied'

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
export type BlankRejected = {
  readonly type: 'BlankRejected'
  readonly chipSerial: string
  readonly because: RejectedBecause
}

/** What the book had elsewhere, or nowhere, lies in stock at the place: in a reader there it proved to be empty. */
export type BlankFound = {
  readonly type: 'BlankFound'
  readonly chipSerial: string
  readonly place: string
}
