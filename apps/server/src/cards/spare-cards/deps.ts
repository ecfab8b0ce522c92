import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import type { Blanks } from '#cards/stock/index.ts'
import type { CardRelays } from '#cards/card-relay/index.ts'
import { notifyOn, type AdminKeys } from '#cards/card/index.ts'
import type { ProductionDeps } from '#cards/production/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Identify } from '#points/identification/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { OrderTerms } from '#cards/products/contract.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { SpareCardId } from './contract.ts'
import type { SpareCard } from './domain/spare-card.ts'
import { timelines } from './stores/life.ts'

/** Dependencies of the operations of spare cards; `entry` wires them. */
export type SpareCardsDeps = Pick<
  Runtime,
  'db' | 'clock' | 'record' | 'planJob' | 'systemPermit'
> & {
  readonly keyAlgorithm: CardKeyAlgorithm
  readonly adminKeys: AdminKeys
  /** Remote cards, in the reader at the desk. */
  readonly relays: Pick<CardRelays, 'giveTicket' | 'serve'>
  readonly blanks: Pick<Blanks, 'lock' | 'use' | 'reject' | 'lose' | 'takeBack'>
  readonly cards: Pick<Cards, 'actualCardsOf' | 'findActualCard'>
  /** The terms on which a card was ordered. */
  readonly termsOf: Orders['termsOf']
  /**
   * Whether cards may be ordered for the employer at the point, by the agreements and delegations of that day.
   */
  readonly servesEmployer: (
    tx: Tx,
    requested: {
      readonly employer: NonNullable<OrderTerms['employer']>
      readonly pointId: string
      readonly on: LocalDate
    },
  ) => Promise<boolean>
  readonly people: Pick<People, 'identityCodeOf'>
  readonly identify: Identify
  readonly registers: Pick<Registers, 'lookUpPerson' | 'lookUpRights'>
  readonly certificates: Pick<
    Certificates,
    'issueCertificate' | 'certificatesOfCard' | 'findCertificate'
  >
  readonly revocations: Pick<Revocations, 'revokeCard'>
  readonly caCertificates: ProductionDeps['caCertificates']
}

export type Sealed = SpareCardsDeps & { readonly sealing: Sealing }

/**
 * The card in the registrar's reader, and the local step of the program beside it: set the PINs typed there.
 */
export type CardAtDesk = CardChannel & { readonly ownStep: () => Promise<boolean> }

/** The person and the card that an event of the spare card concerns. */
export const aboutSpareCard = (
  card: SpareCard,
): { readonly personId: string; readonly cardId: SpareCardId; readonly orderId: string } => ({
  personId: card.holder,
  cardId: card.spareCardId,
  orderId: card.orderId,
})

/** Records the event and puts it on the spare card's timeline, in the transaction of the operation. */
export const notify = notifyOn(timelines)
