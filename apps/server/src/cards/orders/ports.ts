import type { CardView } from '@sotevarmenne/api/cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { CardOrder, OrderBasis } from '#cards/production/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type { Confirmation } from './domain/confirmation.ts'

/** What orders need from the module that produces cards. */
export type CardsDesk = {
  readonly acceptOrder: (
    tx: Tx,
    permit: Permit<'orders.placeOrder' | 'orders.renewCard'>,
    order: CardOrder,
    /** What the signer asks for when the card is produced. */
    basis: OrderBasis,
  ) => Promise<string>
  /** The statement may not be stored any more. */
  readonly forgetSignedOrder: (tx: Tx, orderId: string) => Promise<void>
  /** With a registrar's permit, also what that registrar may do with each. */
  readonly cardsOf: (tx: Tx, personId: string, permit?: Permit) => Promise<readonly CardView[]>
  readonly cancelOrderedCard: (
    tx: Tx,
    permit: Permit<'orders.cancelOrder' | 'orders.stopOrder'>,
    cardId: string,
  ) => Promise<Result<unknown, { readonly kind: string }>>
  /** Its employment has ended: it is stopped, even in production, or cancelled. */
  readonly endCardWithEmployment: (
    tx: Tx,
    permit: Permit<'orders.stopOrder'>,
    cardId: string,
  ) => Promise<unknown>
}

/** Data of the PDF of an applicant's confirmation. */
export type ConfirmationFacts = {
  readonly language: Language
  readonly applicant: string
  readonly draftedAt: Instant
  /** The order's text as the applicant saw it; if confirmed, with the line of the confirmation. */
  readonly statement: string
  readonly termsVersion?: string | undefined
  /** Absent while it is still to be signed, on the printed document. */
  readonly confirmation?: Confirmation
}

/** As a tagged PDF. */
export type RenderConfirmation = (confirmation: ConfirmationFacts) => Promise<Uint8Array>
