import type { Language } from '@sotevarmenne/api/values'
import type { PointService } from '@sotevarmenne/api/points'
import type { VisitorContact } from '@sotevarmenne/api/appointments'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'

/** One visit of a person to a registration point, by appointment or not. UUID. */
export type VisitId = Brand<string, 'VisitId'>

export type FeeOfService = {
  readonly service: PointService
  /** Without VAT. */
  readonly netCents: number
  readonly vatPermille: number
}

/** The organisation that pays for a visit, as it was then; without one, the visitor pays at the desk. */
export type Payer = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: string
}

type Every = {
  readonly visitId: VisitId
  readonly pointId: string
  /** Came without an appointment: the times are those of the arrival. */
  readonly isWalkIn: boolean
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly services: readonly PointService[]
  readonly isOwnStaff: boolean
  /** What its services cost, by the prices of the day of the visit; a service without an entry is free. */
  readonly fees: readonly FeeOfService[]
  /** Their sum, with VAT. */
  readonly feeCents: number
  readonly language: Language
  /** How often the appointment was moved. */
  readonly moves: number
  /** Absent once the retention period is over. */
  readonly personal?: {
    readonly contact: VisitorContact
    /** The client's network when the appointment was made by a stranger. */
    readonly network?: string
    /** Of the link; a walk-in has none. */
    readonly secret?: string
  }
}

/** A visit in each of its states, with the members of that state only. */
export type Visit =
  | (Every & {
      readonly state: 'booked'
      /** Not confirmed yet: the slot is free again from then on. */
      readonly heldUntil?: Instant
      /** Its link, which only the mail has, was opened. */
      readonly isConfirmed?: boolean
    })
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

/** The points and the month (`YYYY-MM`) of a list. */
export type MonthAtPoints = { readonly pointIds: readonly string[]; readonly month: string }

/** One line of an operator's list of a month. */
export type ServedVisit = Pick<
  VisitIn<'served'>,
  'visitId' | 'pointId' | 'services' | 'isOwnStaff' | 'feeCents'
> & {
  readonly startsAt: Instant
  /** Absent once the name is erased. */
  readonly visitor?: string
  /** Who pays now; empty where the visitor did, or the whole fee was credited. */
  readonly payers: readonly Payer[]
  /** The payer that the desk recorded, where it was corrected since (R266). */
  readonly firstPayer?: Payer
}

type OfVisit = { readonly visitId: string; readonly pointId: string }

export type AppointmentBooked = OfVisit & {
  readonly type: 'AppointmentBooked'
  readonly startsAt: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}
/** The link in the mail was opened in time. */
export type AppointmentConfirmed = OfVisit & { readonly type: 'AppointmentConfirmed' }
/** It was not. */
export type AppointmentLapsed = OfVisit & { readonly type: 'AppointmentLapsed' }
export type AppointmentMoved = OfVisit & {
  readonly type: 'AppointmentMoved'
  readonly startsAt: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}
export type AppointmentCancelled = OfVisit & { readonly type: 'AppointmentCancelled' }

/** The visit is tomorrow: its visitor is to be reminded now. */
export type AppointmentReminderDue = OfVisit & {
  readonly type: 'AppointmentReminderDue'
  readonly startsAt: string
}

export type WalkInTaken = OfVisit & { readonly type: 'WalkInTaken' }
export type VisitorArrived = OfVisit & { readonly type: 'VisitorArrived' }
export type VisitorCalled = OfVisit & { readonly type: 'VisitorCalled' }
export type VisitorPutBack = OfVisit & { readonly type: 'VisitorPutBack' }
export type VisitMissed = OfVisit & { readonly type: 'VisitMissed' }

/** What the operator of the point may charge a fee for. */
export type VisitServed = OfVisit & {
  readonly type: 'VisitServed'
  readonly services: readonly PointService[]
  readonly isOwnStaff: boolean
  readonly feeCents: number
  /** Of a visit that an organisation pays for: what the operator invoices, and to whom. */
  readonly toInvoice?: VisitToInvoice
}

export type VisitToInvoice = {
  /** The organisation that operates the point, and the one that pays. */
  readonly pointOperatorId: string
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

/** A registrar saw what a visitor paid, without a name. */
export type ReceiptViewed = OfVisit & { readonly type: 'ReceiptViewed' }

/**
 * A registrar, or a member of the operator’s account, viewed or exported the fees of a month's visitors, with
 * names that are still stored.
 */
export type VisitFeesExported = {
  readonly type: 'VisitFeesExported'
  readonly pointId: string
  readonly month: string
}

/** Name, contact and link are erased: the event can no longer be shown to a person. */
export type VisitForgotten = OfVisit & {
  readonly type: 'VisitForgotten'
  /** Absent for visits that were booked up to version 0.2.0. */
  readonly settings?: UsedSettings
}
