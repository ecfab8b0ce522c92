import type { PointDetails, PointService } from '@sotevarmenne/api/points'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Address } from '#people/persons/contract.ts'
import type { ChangeStep } from '#platform/dated-changes/change-from-a-day.ts'

/** A registration point. UUID. */
export type PointId = Brand<string, 'PointId'>

/** One registrar role of one person at one point. UUID. */
export type RegistrarId = Brand<string, 'RegistrarId'>

/** One price of one service at one point. UUID. */
export type PriceId = Brand<string, 'PriceId'>

export type PointFacts = {
  readonly name: string
  readonly address: Address
  /** Absent until a case officer has entered them: the point serves, but is not in the public list. */
  readonly details?: PointDetails | undefined
}

export type Point = PointFacts & { readonly pointId: PointId }

/** A registrar's training, as proved to the case officer. */
export type Training = {
  readonly course: string
  readonly completedOn: LocalDate
  /** Number or name of the certificate. */
  readonly certificate: string
}

/** A role holds from its beginning until, and not at, its end. */
export type RegistrarRole = {
  readonly registrarId: RegistrarId
  readonly personId: string
  readonly pointId: PointId
  readonly appointedAt: Instant
  readonly endsAt?: Instant
  /** Absent for the first registrar of a service, who is given the role under dual control at the start. */
  readonly training?: Training
}

/** An operator's price for a service, in integer cents without VAT. The days are inclusive. */
export type Price = {
  readonly priceId: PriceId
  readonly pointId: PointId
  readonly service: PointService
  readonly netCents: number
  readonly vatPermille: number
  /** The operator's cost of the service, without VAT, as it was verified: its sum is the maximum price. */
  readonly costSheet: readonly { readonly what: string; readonly cents: number }[]
  readonly isFreeForOwnStaff: boolean
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
}

/** From that day on the service may be offered and charged for, or not any more. */
export type PointServiceChange = {
  readonly kind: PointService
  readonly beginsOn: LocalDate
  readonly isOffered: boolean
}

export type PointServiceEvent = {
  readonly type: `PointServiceChange${ChangeStep}`
  readonly changeId: string
  readonly change: PointServiceChange
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

/** An open-ended earlier price of the service ends the day before. */
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

/** Why a registrar role ended. */
export type RegistrarRoleEndedBecause =
  | 'by-office'
  /** The organisation that operates the point ended it. */
  | 'by-point-operator'
  /** Its last day is over: no role lasts longer than its training. */
  | 'term-over'
  /** Replaced by one with a later training. */
  | 'renewed'
  /** The agreement of the organisation, on which it depended, ended. */
  | 'agreement-ended'
  | 'point-ended'
  | 'employment-ended'
  | 'holder-died'

/** From this instant on the person is not a registrar there. */
export type RegistrarRoleEnded = {
  readonly type: 'RegistrarRoleEnded'
  readonly because: RegistrarRoleEndedBecause
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}

/** The person whom the office saw on the page of a point. */
export type RegistrarViewed = {
  readonly type: 'RegistrarViewed'
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}
