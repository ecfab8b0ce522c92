import type { Card as CardShown } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  askerOf,
  close,
  type ClosingRefusal,
  forgetLetterAddress,
  judgeClosing,
  judgeLoss,
  lockCard,
  type LossRefusal,
  type ReasonAtDesk,
  revocationCauseOf,
  saveCard,
  tell,
} from '#cards/card/index.ts'
import type { CardClosed, CardIn, ClosingReason, MadeState } from '#cards/card/contract.ts'
import { withdrawLettersOf } from '#cards/letters/index.ts'
import type { CardsDeps } from './deps.ts'
import { holderMay, registrarMay } from './may.ts'
import { leaveToComplaint, saveUncollected, uncollectedOf } from './uncollected/store.ts'
import { liesThereClosed } from './uncollected/uncollected.ts'
import { showCard } from './view.ts'

export type CloseCard = {
  readonly cardId: string
  readonly reason: ReasonAtDesk
}

export type CloseCardRefusal = { readonly kind: 'card-not-found' } | ClosingRefusal

/** Closes the card for good, at any desk (R16); both certificates are revoked in the same transaction (R40). */
export const closeCard =
  (deps: CardsDeps) =>
  (
    permit: Permit<'cards.closeCard'>,
    { cardId, reason }: CloseCard,
  ): Promise<Result<CardShown, CloseCardRefusal>> =>
    deps.db.write(async (tx): Promise<Result<CardShown, CloseCardRefusal>> => {
      const card = await lockCard(tx, cardId)
      // Of a test card its vendor decides.
      if (!card || card.says.isTest) return refuse({ kind: 'card-not-found' })
      const judged = judgeClosing(card, reason)
      if (!judged.ok) return judged

      const closed = await closeForGood(deps, tx, permit, judged.value, reason)
      return ok(await showCard(tx, closed, (one) => registrarMay(one, askerOf(permit))))
    })

export type ClosingForCaller = {
  readonly cardId: string
  /** Whose card it must be. */
  readonly holder: string
  readonly reason: Extract<
    ReasonAtDesk,
    'lost' | 'stolen' | 'misused' | 'broken' | 'employment-ended'
  >
  /** Its complaint sees to its destruction (R130). */
  readonly isComplainedOf?: boolean
}

export type ClosingForCallerRefusal =
  | { readonly kind: 'card-not-of-holder' }
  | Exclude<ClosingRefusal, { readonly kind: 'card-already-closed' }>

/**
 * Closes a card on the word of somebody who calls, or complains of it, in the transaction of that. Answers what became of it: one that was
 * closed before stays as it is.
 */
export const closeForCaller =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    { cardId, holder, reason, isComplainedOf = false }: ClosingForCaller,
  ): Promise<Result<'closed-now' | 'closed-before', ClosingForCallerRefusal>> => {
    const card = await lockCard(tx, cardId)
    if (card?.holder !== holder) return refuse({ kind: 'card-not-of-holder' })
    const judged = judgeClosing(card, reason)
    if (judged.ok) await closeForGood(deps, tx, permit, judged.value, reason)
    else if (judged.refusal.kind !== 'card-already-closed') return refuse(judged.refusal)
    if (isComplainedOf) await leaveToComplaint(tx, cardId)
    return ok(judged.ok ? 'closed-now' : 'closed-before')
  }

export type ReportLoss = { readonly cardId: string; readonly reason: 'lost' | 'stolen' }

/** The holder reports the own card lost or stolen. */
export const reportOwnCardLost =
  (deps: CardsDeps) =>
  (
    permit: Permit<'cards.reportOwnCardLost'>,
    { cardId, reason }: ReportLoss,
  ): Promise<Result<CardShown, LossRefusal>> =>
    deps.db.write(async (tx) => {
      const card = await lockCard(tx, cardId)
      if (!card) return refuse({ kind: 'card-not-found' })
      const judged = judgeLoss(card, askerOf(permit))
      if (!judged.ok) return judged

      const closed = await closeForGood(deps, tx, permit, judged.value, reason)
      return ok(await showCard(tx, closed, (one) => holderMay(one, askerOf(permit))))
    })

/** In the transaction of whatever makes it so. */
export async function closeForGood(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit,
  card: CardIn<'productionFailed' | MadeState>,
  reason: ClosingReason,
): Promise<CardIn<'closed'>> {
  const closed = close(card, { reason, now: deps.clock.now() })
  await saveCard(tx, closed)
  // One that is given up says by itself where it lies.
  if (reason !== 'returned' && liesThereClosed(card, reason)) await layAside(tx, card)
  await withdrawLettersOf(tx, closed.cardId)
  await forgetLetterAddress(tx, closed.cardId)
  await deps.revocation.revokeCard(tx, permit, {
    cardId: closed.cardId,
    cause: revocationCauseOf(reason),
  })
  const event: CardClosed = { type: 'CardClosed', about: aboutCard(closed), reason }
  await tell(deps, tx, event, permit)
  return closed
}

/** Where it lies two destroy it (R146). */
async function layAside(
  tx: Tx,
  { cardId, pointId, producedAt }: CardIn<'awaitingHandOver'>,
): Promise<void> {
  const before = (await uncollectedOf(tx, [cardId])).get(cardId)
  await saveUncollected(tx, {
    reminders: 0,
    ...before,
    cardId,
    pointId,
    producedAt,
    state: 'closed',
  })
}
