import type { Card as CardShown } from '@sotevarmenne/api/cards'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import { createSealing } from '#platform/sealing.ts'
import { acceptOrder, type CardOrder } from './accept-order.ts'
import {
  checkLetter,
  reportActivation,
  type ActivationReport,
  type ReportActivationRefusal,
} from './activation.ts'
import { cancelOrderedCard, type CancelOrderedCardRefusal } from './cancel-ordered-card.ts'
import {
  closeCard,
  reportOwnCardLost,
  type CloseCard,
  type CloseCardRefusal,
  type ReportLoss,
} from './close-card.ts'
import type { CardId } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import type { LetterRefusal } from './domain/activation-letter.ts'
import type { HandOverRefusal, LossRefusal } from './domain/rules.ts'
import {
  handOverAtBootstrap,
  handOverCard,
  type HandOverCard,
  type HandOverCardRefusal,
} from './hand-over-card.ts'
import { cardJobs, cardSubscriptions } from './jobs.ts'
import { listCards, type ListCards, type ListCardsRefusal } from './list-cards.ts'
import { orderFirstCard, type FirstCard } from './order-first-card.ts'
import { cardsOf, viewOwnCards } from './own-cards.ts'
import { produceCard, type ProduceCardRefusal } from './produce-card.ts'
import { sendLetter, type SendLetterRefusal } from './send-letter.ts'
import { tellActivationCode, type TellCodeRefusal, type ToldCode } from './tell-activation-code.ts'
import { viewCard, type ViewCardRefusal } from './view-card.ts'

export type Cards = {
  /** Takes a decided order to production, in the transaction of the order. */
  readonly acceptOrder: (
    tx: Tx,
    permit: Permit<'orders.placeOrder' | 'access.bootstrap'>,
    order: CardOrder,
  ) => Promise<CardId>
  readonly cancelOrderedCard: (
    tx: Tx,
    permit: Permit<'orders.cancelOrder'>,
    cardId: string,
  ) => Promise<Result<void, CancelOrderedCardRefusal>>
  /** Of a person, the oldest first; with a registrar's permit, what that one may do with each. */
  readonly cardsOf: (tx: Tx, personId: string, permit?: Permit) => Promise<readonly CardShown[]>

  readonly produceCard: (
    permit: Permit<'cards.produceCard'>,
    cardId: string,
  ) => Promise<Result<void, ProduceCardRefusal>>
  readonly sendLetter: (
    permit: Permit<'cards.sendLetter'>,
    letterNumber: string,
  ) => Promise<Result<void, SendLetterRefusal>>

  readonly viewCard: (
    permit: Permit<'cards.viewCard'>,
    which: { readonly cardId: string },
  ) => Promise<Result<CardShown, ViewCardRefusal>>
  readonly listCards: (
    permit: Permit<'cards.listCards'>,
    page: ListCards,
  ) => Promise<Result<{ cards: CardShown[]; nextCursor?: string }, ListCardsRefusal>>
  readonly viewOwnCards: (
    permit: Permit<'cards.viewOwnCards'>,
  ) => Promise<Result<{ cards: CardShown[] }, never>>

  readonly handOverCard: (
    permit: Permit<'cards.handOverCard'>,
    handOver: HandOverCard,
  ) => Promise<Result<CardShown, HandOverCardRefusal>>
  readonly checkLetter: (
    permit: Permit<'cards.checkLetter'>,
    asked: { readonly cardNumber: string; readonly letterNumber: string },
  ) => Promise<Result<{ belongs: true }, LetterRefusal>>
  readonly reportActivation: (
    permit: Permit<'cards.reportActivation'>,
    report: ActivationReport,
  ) => Promise<Result<{ activatedAt: string }, ReportActivationRefusal>>
  readonly closeCard: (
    permit: Permit<'cards.closeCard'>,
    closing: CloseCard,
  ) => Promise<Result<CardShown, CloseCardRefusal>>
  readonly reportOwnCardLost: (
    permit: Permit<'cards.reportOwnCardLost'>,
    loss: ReportLoss,
  ) => Promise<Result<CardShown, LossRefusal>>

  /** The three that only the beginning of the service needs. */
  readonly orderFirstCard: (
    tx: Tx,
    permit: Permit<'access.bootstrap'>,
    first: FirstCard,
  ) => Promise<Result<CardId, { readonly kind: string }>>
  readonly handOverAtBootstrap: (
    tx: Tx,
    permit: Permit<'access.bootstrap'>,
    handOver: { readonly cardId: string; readonly by: string },
  ) => Promise<Result<void, { readonly kind: 'card-not-found' } | HandOverRefusal>>
  readonly tellActivationCode: (
    tx: Tx,
    permit: Permit<'access.bootstrap'>,
    cardId: string,
  ) => Promise<Result<ToldCode, TellCodeRefusal>>

  readonly jobs: readonly JobHandler[]
  readonly subscriptions: readonly Subscription[]
}

/** Throws when the secret is shorter than 32 octets. */
export function createCards(wired: CardsDeps): Cards {
  const deps = { ...wired, sealing: createSealing(wired.secret, 'cards') }
  const production = { produceCard: produceCard(deps), sendLetter: sendLetter(deps) }
  return {
    acceptOrder: acceptOrder(deps),
    cancelOrderedCard: cancelOrderedCard(deps),
    cardsOf,
    ...production,
    viewCard: viewCard(deps),
    listCards: listCards(deps),
    viewOwnCards: viewOwnCards(deps),
    handOverCard: handOverCard(deps),
    checkLetter: checkLetter(deps),
    reportActivation: reportActivation(deps),
    closeCard: closeCard(deps),
    reportOwnCardLost: reportOwnCardLost(deps),
    orderFirstCard: orderFirstCard(deps),
    handOverAtBootstrap: handOverAtBootstrap(deps),
    tellActivationCode: tellActivationCode(deps),
    jobs: cardJobs(deps, production),
    subscriptions: cardSubscriptions(deps),
  }
}
