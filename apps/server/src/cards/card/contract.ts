import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

export type {
  Card,
  CardCertificate,
  CardIn,
  CardSays,
  Employer,
  ProductionData,
  ProducedState,
  OrderedSays,
  OrderedState,
  SaysProfessional,
} from './domain/card.ts'
export type { Requester } from './domain/actor.ts'

/** One card of one person, from its order to its cancellation. UUID. */
export type CardId = Brand<string, 'CardId'>

/** Printed on the plastic, in production and after it: 17 digits, unique. */
export type CardNumber = Brand<string, 'CardNumber'>

/** A card that is not cancelled, with the data that the registers must confirm. */
export type Reliance = {
  readonly cardId: string
  readonly personId: string
  readonly givenNames: string
  readonly surname: string
  /** Absent for a staff or actor card, which is based on no right. */
  readonly registrationNumber?: string
  readonly doctorId?: string
  /** Code of the right that is printed on it; absent if there is none. */
  readonly rightCode?: string
  /** The last day of the card, inclusive. */
  readonly validTo: LocalDate
}

/** The person and the card that an event concerns. */
export type AboutCard = {
  readonly personId: string
  readonly cardId: string
  readonly orderId: string
}

export type CardCancelled = {
  readonly type: 'CardCancelled'
  readonly about: AboutCard
  readonly reason: CancellationReason
}
