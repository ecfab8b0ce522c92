import * as api from '@sotevarmenne/api/cards'
import type { CardView, CancellationReason } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  requesterOf,
  cancel,
  type CancellationRefusal,
  forgetLetterAddress,
  checkCancellation,
  checkLoss,
  findCard,
  lockCard,
  type LossRefusal,
  revocationCauseOf,
  saveCard,
  notify,
} from '#cards/card/index.ts'
import type { CardCancelled, CardIn, ProducedState } from '#cards/card/contract.ts'
import { withdrawLettersOf } from '#cards/letters/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardsDeps } from './deps.ts'
import { holderMay, registrarMay } from './may.ts'
import { leaveToComplaint, saveUncollected, uncollectedOf } from './uncollected/store.ts'
import { liesThereCancelled } from './uncollected/uncollected.ts'
import { showCard } from './view.ts'
import { texts } from './texts.ts'

export type CancelCardRefusal = { readonly kind: 'card-not-found' } | CancellationRefusal

/** Cancels the card, at any desk (R16); both certificates are revoked in the same transaction (R40). */
export const cancelCard = operation({
  contract: api.cancelCard,
  problems: {
    'card-not-found': { status: 404, ...texts.cardNotFound },
    'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
    'card-not-produced': { status: 409, ...texts.notProduced },
    'reason-does-not-fit': { status: 422, ...texts.reasonDoesNotFit },
  },
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId, reason }) =>
      deps.db.write(async (tx): Promise<Result<CardView, CancelCardRefusal>> => {
        const card = await lockCard(tx, cardId)
        // For a test card, its vendor decides.
        if (!card || card.says.isTest) return refuse({ kind: 'card-not-found' })
        const checked = checkCancellation(card, reason)
        if (!checked.ok) return checked

        const cancelled = await cancelForGood(deps, tx, permit, checked.value, reason)
        return ok(await showCard(tx, cancelled, (one) => registrarMay(one, requesterOf(permit))))
      }),
})

export type CancellingForCaller = {
  readonly cardId: string
  /** The expected holder of the card. */
  readonly holder: string
  readonly reason: Extract<
    CancellationReason,
    'lost' | 'stolen' | 'misused' | 'broken' | 'not-as-ordered' | 'employment-ended'
  >
  /** Its destruction is handled by its complaint (R130). */
  readonly isComplainedOf?: boolean
}

export type CancellingForCallerRefusal =
  | { readonly kind: 'card-not-of-holder' }
  | Exclude<CancellationRefusal, { readonly kind: 'card-already-cancelled' }>

/**
 * Cancels a card for a caller or for a complaint, in that transaction. Returns the result; a card that is
 * already cancelled stays as it is.
 */
export const cancelForCaller =
  (deps: CardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'complaints.fileComplaint' | 'hotline.takeCall'>,
    { cardId, holder, reason, isComplainedOf = false }: CancellingForCaller,
  ): Promise<Result<'cancelled-now' | 'cancelled-before', CancellingForCallerRefusal>> => {
    const card = await lockCard(tx, cardId)
    if (card?.holder !== holder) return refuse({ kind: 'card-not-of-holder' })
    const checked = checkCancellation(card, reason)
    if (checked.ok) await cancelForGood(deps, tx, permit, checked.value, reason)
    else if (checked.refusal.kind !== 'card-already-cancelled') return refuse(checked.refusal)
    if (isComplainedOf) await leaveToComplaint(tx, cardId)
    return ok(checked.ok ? 'cancelled-now' : 'cancelled-before')
  }

/** The holder reports their own card lost or stolen. */
export const reportOwnCardLost = operation({
  contract: api.reportOwnCardLost,
  problems: {
    'card-not-found': { status: 404, ...texts.cardNotFound },
    'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
    'card-not-handed-over': { status: 409, ...texts.notHandedOver },
  },
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId, reason }): Promise<Result<CardView, LossRefusal>> =>
      deps.db.write(async (tx) => {
        const requested = await findCard(tx, cardId)
        if (requested?.holder !== requesterOf(permit).personId)
          return refuse({ kind: 'card-not-found' })
        const card = await lockCard(tx, cardId)
        if (!card) return refuse({ kind: 'card-not-found' })
        const checked = checkLoss(card, requesterOf(permit))
        if (!checked.ok) return checked

        const cancelled = await cancelForGood(deps, tx, permit, checked.value, reason)
        return ok(await showCard(tx, cancelled, (one) => holderMay(one, requesterOf(permit))))
      }),
})

/** Runs in the caller's transaction. */
export async function cancelForGood(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit<
    | 'cards.cancelCard'
    | 'cards.destroyUncollected'
    | 'cards.followRegisters'
    | 'cards.noteFirstUse'
    | 'cards.reportActivation'
    | 'cards.reportOwnCardLost'
    | 'cards.returnUncollected'
    | 'complaints.fileComplaint'
    | 'employments.endDue'
    | 'employments.endEmployment'
    | 'hotline.takeCall'
    | 'orders.stopOrder'
    | 'testCards.revoke'
  >,
  card: CardIn<'productionFailed' | ProducedState>,
  reason: CancellationReason,
): Promise<CardIn<'cancelled'>> {
  const cancelled = cancel(card, { reason, now: deps.clock.now() })
  await saveCard(tx, cancelled)
  // A returned card already records where it is.
  if (reason !== 'returned' && liesThereCancelled(card, reason)) await layAside(tx, card)
  await withdrawLettersOf(tx, cancelled.cardId)
  await forgetLetterAddress(tx, cancelled.cardId)
  await deps.revocations.revokeCard(tx, permit, {
    cardId: cancelled.cardId,
    cause: revocationCauseOf(reason),
  })
  const event: CardCancelled = { type: 'CardCancelled', about: aboutCard(cancelled), reason }
  await notify(deps, tx, event, permit)
  return cancelled
}

/** To be destroyed under dual control where it is (R146). */
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
    state: 'cancelled',
  })
}
