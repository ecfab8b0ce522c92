import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { RenderDecision } from './ports.ts'

/** Dependencies of the operations of this module. */
export type RenewalsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Registers
  readonly registration: Pick<Registration, 'findPoint'>
  readonly cards: Pick<Cards, 'cardsOf' | 'professionalCardsOf'>
  readonly orders: Pick<Orders, 'orderById' | 'ordersOf' | 'placeRenewal'>
  /** Of the card reader software that can use the cards that are produced now. */
  readonly minimumReaderVersion: string
  readonly renderDecision: RenderDecision
}
