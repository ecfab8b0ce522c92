import type { ComplaintGrounds, Fault } from '@sotevarmenne/api/complaints'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** One faulty card. UUID, created by the page that sends the complaint. */
export type ComplaintId = Brand<string, 'ComplaintId'>

/** A complaint that made the new card free, and when it was filed. */
export type FreeReplacement = { readonly complaintId: string; readonly createdAt: Instant }

type About = { readonly personId: string; readonly cardId: string }

export type ComplaintFiled = {
  readonly type: 'ComplaintFiled'
  readonly about: About
  readonly complaintId: ComplaintId
  readonly fault: Fault
  readonly isFree: boolean
  readonly because: ComplaintGrounds
}

export type FaultyCardReturned = {
  readonly type: 'FaultyCardReturned'
  readonly about: About
  readonly complaintId: ComplaintId
}

/** One of the two registrars has signed. `isDestroyed` with the second signature. */
export type FaultyCardDestroyed = {
  readonly type: 'FaultyCardDestroyed'
  readonly about: About
  readonly complaintId: ComplaintId
  readonly isDestroyed: boolean
}

export type ComplaintListed = {
  readonly type: 'ComplaintListed'
  readonly about: About
  readonly complaintId: ComplaintId
}
