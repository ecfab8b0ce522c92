import type { Card } from '@sotevarmenne/api/cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Text } from '#platform/texts.ts'
import type { Address } from '#people/contract.ts'

/** What is to be produced: everything a card says, and where its letter goes. */
export type CardOrder = {
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  readonly givenNames: string
  readonly surname: string
  readonly registrationNumber: string
  readonly doctorId?: string
  readonly right: { readonly code: string; readonly title: Text; readonly validTo?: LocalDate }
  /** The last day of the card, inclusive. */
  readonly validTo: LocalDate
  readonly photoId?: string
  readonly language: 'fi' | 'sv' | 'en'
  readonly letterAddress: Address | 'registration-point'
  readonly pointId: string
}

/** What orders ask of the module that makes cards. */
export type CardsDesk = {
  readonly acceptOrder: (
    tx: Tx,
    permit: Permit<'orders.placeOrder'>,
    order: CardOrder,
  ) => Promise<string>
  readonly cardsOf: (tx: Tx, personId: string) => Promise<readonly Card[]>
  readonly cancelOrderedCard: (
    tx: Tx,
    permit: Permit<'orders.cancelOrder'>,
    cardId: string,
  ) => Promise<Result<unknown, { readonly kind: string }>>
}

/** Is this the signature of the one who acts, made with the own valid card? */
export type SignatureCheck = (
  permit: Permit,
  signed: {
    readonly data: Uint8Array
    readonly signature: Uint8Array
    readonly signatureAlgorithm: string
    /** DER, leaf first. */
    readonly chain: readonly Uint8Array[]
  },
) => Promise<Result<{ readonly certificateSerial: string }, { readonly kind: string }>>
