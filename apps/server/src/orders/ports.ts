import type { Card } from '@sotevarmenne/api/cards'
import type { Result } from '@sotevarmenne/kernel/result'
import type { CardOrder } from '#cards/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'

/** What orders ask of the module that makes cards. */
export type CardsDesk = {
  readonly acceptOrder: (
    tx: Tx,
    permit: Permit<'orders.placeOrder'>,
    order: CardOrder,
  ) => Promise<string>
  /** With a registrar's permit, what that one may do with each. */
  readonly cardsOf: (tx: Tx, personId: string, permit?: Permit) => Promise<readonly Card[]>
  readonly cancelOrderedCard: (
    tx: Tx,
    permit: Permit<'orders.cancelOrder' | 'orders.stopOrder'>,
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
    /** DER, leaf first, as the signing API sent it. */
    readonly chain: readonly Uint8Array[]
  },
) => Promise<
  Result<
    {
      readonly certificateSerial: string
      /** DER: the signer's certificate and our own way up from it, whatever was sent. */
      readonly chain: readonly Uint8Array[]
    },
    { readonly kind: string }
  >
>
