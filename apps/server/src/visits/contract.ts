import type { PointService } from '@sotevarmenne/api/registration'
import type { Contact } from '@sotevarmenne/api/visits'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Language } from '#people/contract.ts'

/** One visit of somebody to a registration point, booked or not. UUID. */
export type VisitId = Brand<string, 'VisitId'>

type Every = {
  readonly visitId: VisitId
  readonly pointId: string
  /** Came without a booking: the times are those of the arrival. */
  readonly isWalkIn: boolean
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly services: readonly PointService[]
  readonly isOwnStaff: boolean
  /** With VAT, by the prices of the day of the visit. */
  readonly feeCents: number
  readonly language: Language
  /** How often the booking was moved. */
  readonly moves: number
  /** Absent once the time of keeping it is over. */
  readonly personal?: {
    readonly contact: Contact
    /** Of the link; a walk-in has none. */
    readonly secret?: string
  }
}

/** A visit in each of its states, with what is true only then. */
export type Visit =
  | (Every & { readonly state: 'booked' })
  | (Every & { readonly state: 'waiting'; readonly arrivedAt: Instant })
  | (Every & {
      readonly state: 'called'
      readonly arrivedAt?: Instant
      readonly calledAt: Instant
      readonly calledBy: string
    })
  | (Every & {
      readonly state: 'served'
      readonly calledAt: Instant
      readonly calledBy: string
      readonly endedAt: Instant
    })
  | (Every & { readonly state: 'missed' | 'cancelled'; readonly endedAt: Instant })

export type VisitIn<State extends Visit['state']> = Extract<Visit, { readonly state: State }>

type OfVisit = { readonly visitId: string; readonly pointId: string }

export type VisitBooked = OfVisit & { readonly type: 'VisitBooked'; readonly startsAt: string }
export type VisitMoved = OfVisit & { readonly type: 'VisitMoved'; readonly startsAt: string }
export type VisitCancelled = OfVisit & { readonly type: 'VisitCancelled' }

/** The visit is tomorrow: its visitor is to be reminded now. */
export type VisitReminderDue = OfVisit & {
  readonly type: 'VisitReminderDue'
  readonly startsAt: string
}

export type WalkInTaken = OfVisit & { readonly type: 'WalkInTaken' }
export type VisitorArrived = OfVisit & { readonly type: 'VisitorArrived' }
export type VisitorCalled = OfVisit & { readonly type: 'VisitorCalled' }
export type VisitorPutBack = OfVisit & { readonly type: 'VisitorPutBack' }
export type VisitMissed = OfVisit & { readonly type: 'VisitMissed' }

/** What the keeper of the point may ask a fee for. */
export type VisitServed = OfVisit & {
  readonly type: 'VisitServed'
  readonly services: readonly PointService[]
  readonly isOwnStaff: boolean
  readonly feeCents: number
}

/** A registrar saw the visits of a day with names. */
export type VisitsViewed = {
  readonly type: 'VisitsViewed'
  readonly pointId: string
  readonly date: string
  readonly count: number
}

/** A registrar took the list of what visitors of a month owe the keeper, with names that are still kept. */
export type VisitFeesExported = {
  readonly type: 'VisitFeesExported'
  readonly pointId: string
  readonly month: string
}

/** Name, contact and link are erased: nobody is left whom the visit could be told of. */
export type VisitForgotten = OfVisit & { readonly type: 'VisitForgotten' }
