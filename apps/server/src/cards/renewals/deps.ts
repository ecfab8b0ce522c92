import type { Authentication } from '#identity/authentication/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { CheckSignature } from '#platform/check-signature.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { RenderDecision } from './ports.ts'

/** Dependencies of the operations of this module. */
export type RenewalsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  /** Makes the numbers of orders. */
  readonly sealing: Sealing
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Registers
  readonly registration: Pick<Registration, 'findPoint'>
  readonly cards: Pick<Cards, 'cardsOf' | 'professionalCardsOf'>
  readonly orders: Pick<Orders, 'orderById' | 'ordersOf' | 'placeRenewal'>
  readonly authentication: Pick<Authentication, 'beginIdentification' | 'finishIdentification'> & {
    readonly checkSignature: CheckSignature
  }
  /** Of the card reader software that can use the cards that are produced now. */
  readonly minimumReaderVersion: string
  readonly renderDecision: RenderDecision
}
