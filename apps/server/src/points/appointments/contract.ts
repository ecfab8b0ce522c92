import type { PointService } from '@sotevarmenne/api/registration'
import type { Contact } from '@sotevarmenne/api/visits'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from '#people/persons/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    appointments:
      | 'visits.viewFreeSlots'
      | 'visits.bookVisit'
      | 'visits.viewBooking'
      | 'visits.changeBooking'
      | 'visits.viewDay'
      | 'visits.receiveVisitor'
      | 'visits.exportFees'
      | 'visits.remindOfVisit'
      | 'visits.forgetVisit'
  }
}

/** One visit of somebody to a registration point, booked or not. UUID. */
export type VisitId = Brand<string, 'VisitId'>

export type FeeOfService = {
  readonly service: PointService
  /** Without VAT. */
  readonly netCents: number
  readonly vatPermille: number
}

/** The organisation that pays for a visit, as it was then; whoever came pays at the desk where there is none. */
export type Payer = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: string
}

type Every = {
  readonly visitId: VisitId
  readonly pointId: string
  /** Came without a booking: the times are those of the arrival. */
  readonly isWalkIn: boolean
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly services: readonly PointService[]
  readonly isOwnStaff: boolean
  /** What its services cost, by the prices of the day of the visit; one that is not here is free. */
  readonly fees: readonly FeeOfService[]
  /** Their sum, with VAT. */
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
      readonly payer?: Payer
    })
  | (Every & { readonly state: 'missed' | 'cancelled'; readonly endedAt: Instant })

export type VisitIn<State extends Visit['state']> = Extract<Visit, { readonly state: State }>

/** Whose list of which month (`YYYY-MM`). */
export type MonthAtPoints = { readonly pointIds: readonly string[]; readonly month: string }

/** One line of a keeper's list of a month. */
export type ServedVisit = Pick<
  VisitIn<'served'>,
  'visitId' | 'pointId' | 'services' | 'isOwnStaff' | 'feeCents'
> & {
  readonly startsAt: Instant
  /** As long as the name is kept. */
  readonly visitor?: string
  /** Who pays now; nobody where the visitor did, or all was taken back. */
  readonly payers: readonly Payer[]
  /** Whom the desk noted, where the payer was corrected since (R266). */
  readonly firstPayer?: Payer
}

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
  /** Of a visit that an organisation pays for: what its keeper invoices, and whom. */
  readonly toInvoice?: VisitToInvoice
}

export type VisitToInvoice = {
  /** The organisations that keep the point, and that pay. */
  readonly keeperId: string
  readonly payerId: string
  readonly servedOn: LocalDate
  readonly fees: readonly FeeOfService[]
}

/** A registrar saw the visits of a day with names. */
export type VisitsViewed = {
  readonly type: 'VisitsViewed'
  readonly pointId: string
  readonly date: string
  readonly count: number
}

/** A registrar, or a member of the keeper’s account, took or saw the list of what visitors of a month owe, with names that are still kept. */
export type VisitFeesExported = {
  readonly type: 'VisitFeesExported'
  readonly pointId: string
  readonly month: string
}

/** Name, contact and link are erased: nobody is left whom the visit could be told of. */
export type VisitForgotten = OfVisit & { readonly type: 'VisitForgotten' }
