import type { PointDetails, PointService } from '@sotevarmenne/api/registration'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Address } from '#people/persons/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    points:
      | 'registration.searchPoints'
      | 'registration.viewPoint'
      | 'registration.enterPoint'
      | 'registration.setPrice'
      | 'registration.appointRegistrar'
  }
}

/** A registration point. UUID. */
export type PointId = Brand<string, 'PointId'>

/** One appointment of one person as a registrar of one point. UUID. */
export type RegistrarId = Brand<string, 'RegistrarId'>

/** One price of one service at one point. UUID. */
export type PriceId = Brand<string, 'PriceId'>

export type PointFacts = {
  readonly name: string
  readonly address: Address
  /** Absent until a handler has entered them: the point serves, but nobody finds it in the public list. */
  readonly details?: PointDetails | undefined
}

export type Point = PointFacts & { readonly pointId: PointId }

/** What a registrar has learned, as the handler saw it proved. */
export type Training = {
  readonly course: string
  readonly completedOn: LocalDate
  /** Number or name of the certificate. */
  readonly certificate: string
}

/** An appointment holds from its beginning until, and not at, its end. */
export type Appointment = {
  readonly registrarId: RegistrarId
  readonly personId: string
  readonly pointId: PointId
  readonly appointedAt: Instant
  readonly endsAt?: Instant
  /** Absent of the first registrar of a service, whom two persons appoint as it begins. */
  readonly training?: Training
}

/** What a keeper asks for a service, in integer cents without VAT. The days are inclusive. */
export type Price = {
  readonly priceId: PriceId
  readonly pointId: PointId
  readonly service: PointService
  readonly netCents: number
  readonly vatPermille: number
  /** What the service costs the keeper, without VAT, as it was verified: its sum is the ceiling of the price. */
  readonly costSheet: readonly { readonly what: string; readonly cents: number }[]
  readonly isFreeForOwnStaff: boolean
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
}

export type RegistrationPointAdded = {
  readonly type: 'RegistrationPointAdded'
  readonly pointId: string
}

export type RegistrationPointChanged = {
  readonly type: 'RegistrationPointChanged'
  readonly pointId: string
  readonly version: number
}

/** An open-ended price of the service before it ends the day before. */
export type PointPriceSet = {
  readonly type: 'PointPriceSet'
  readonly pointId: string
  readonly priceId: string
  readonly service: PointService
  readonly netCents: number
  readonly costCents: number
  readonly validFrom: string
  readonly validTo?: string
}

export type RegistrarAppointed = {
  readonly type: 'RegistrarAppointed'
  readonly registrarId: string
  readonly pointId: string
  /** Inclusive; absent when it has no end. */
  readonly lastDay?: LocalDate
  readonly about: { readonly personId: string }
}

/** Why an appointment is over. */
export type AppointmentEndedBecause =
  | 'by-office'
  /** The organisation that keeps the point said so. */
  | 'by-keeper'
  /** Its last day is over: no training holds longer than its own. */
  | 'term-over'
  /** One with a later training has taken its place. */
  | 'renewed'
  /** Of the organisation, on which it rested. */
  | 'paper-ended'
  | 'point-ended'
  | 'employment-ended'
  | 'holder-died'

/** From this instant on the person is no registrar there. */
export type RegistrarAppointmentEnded = {
  readonly type: 'RegistrarAppointmentEnded'
  readonly because: AppointmentEndedBecause
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}

/** Whom the office saw on the page of a point. */
export type RegistrarViewed = {
  readonly type: 'RegistrarViewed'
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}
