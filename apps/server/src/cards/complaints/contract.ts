import type { ComplaintGrounds, Fault } from '@sotevarmenne/api/complaints'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

declare module '#platform/permit.ts' {
  interface Permissions {
    complaints:
      | 'complaints.makeComplaint'
      | 'complaints.listComplaints'
      | 'complaints.destroyFaultyCard'
      | 'complaints.viewFigures'
  }
}

/** One faulty card. UUID, made by the page that asks. */
export type ComplaintId = Brand<string, 'ComplaintId'>

/** A complaint that made the new card free, and when it was made. */
export type FreeReplacement = { readonly complaintId: string; readonly madeAt: Instant }

type About = { readonly personId: string; readonly cardId: string }

export type ComplaintMade = {
  readonly type: 'ComplaintMade'
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

/** One of the two has signed. `isDestroyed` with the second. */
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
