import type { Brand } from '@sotevarmenne/kernel/brand'

export type {
  Card,
  CardCertificate,
  CardIn,
  CardSays,
  Employer,
  Made,
  MadeState,
  OrderedSays,
  SaysProfessional,
} from './domain/card.ts'
export type { Asker } from './domain/actor.ts'

/** One card of one person, from its order to its closing. UUID. */
export type CardId = Brand<string, 'CardId'>

/** Printed on the plastic, in production and after it: 17 digits, unique. */
export type CardNumber = Brand<string, 'CardNumber'>

/** Why a card is closed for good. */
export type ClosingReason =
  | 'lost'
  | 'stolen'
  /** Somebody else knows a PIN or has used it. */
  | 'misused'
  | 'broken'
  | 'data-changed'
  | 'returned'
  | 'employment-ended'
  | 'production-failed'
  | 'order-cancelled'
  /** By what a register says. */
  | 'right-ended'
  | 'holder-died'
  /** The new card in its place is in use. */
  | 'replaced'

/** Whom and what an event of a card concerns. */
export type AboutCard = {
  readonly personId: string
  readonly cardId: string
  readonly orderId: string
}

export type CardClosed = {
  readonly type: 'CardClosed'
  readonly about: AboutCard
  readonly reason: ClosingReason
}
