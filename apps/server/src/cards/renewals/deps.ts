import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { RenderDecision } from './ports.ts'

/** Dependencies of the operations of this module. */
export type RenewalsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Registers
  readonly registration: Pick<Registration, 'findPoint'>
  readonly cards: Pick<Cards, 'cardsOf' | 'professionalCardsOf'>
  readonly orders: Pick<Orders, 'orderById' | 'ordersOf' | 'placeRenewal'>
  /** Of the card reader software that can use the cards that are produced now. */
  readonly minimumReaderVersion: string
  readonly renderDecision: RenderDecision
}
