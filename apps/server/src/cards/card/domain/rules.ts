import type { CancellationReason, ReasonAtDesk } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Requester } from './actor.ts'
import {
  type Card,
  type CardIn,
  isOnTheWayHome,
  type ProducedState,
  maxTries,
  type OrderedState,
} from './card.ts'

export type ProductionRefusal =
  | { readonly kind: 'card-cancelled' }
  | { readonly kind: 'production-failed-for-good'; readonly findings: readonly string[] }

/** Whether a blank card may be used for the card. */
export function checkProduction(
  card: CardIn<OrderedState | 'cancelled'>,
): Result<CardIn<OrderedState>, ProductionRefusal> {
  if (card.state === 'cancelled') return refuse({ kind: 'card-cancelled' })
  if (card.state === 'productionFailed' && card.failures >= maxTries)
    return refuse({ kind: 'production-failed-for-good', findings: card.findings })

  return ok(card)
}

export type HandOverRefusal =
  | { readonly kind: 'card-not-awaiting-hand-over'; readonly state: Card['state'] }
  | { readonly kind: 'card-at-another-point' }
  | { readonly kind: 'card-sent-home' }
  | { readonly kind: 'handing-over-to-oneself' }

/**
 * A card is handed over at its point, and by nobody to oneself (R14, R25). The document is checked separately.
 */
export function checkHandOver(
  card: Card,
  by: Requester,
): Result<CardIn<'awaitingHandOver'>, HandOverRefusal> {
  if (card.state !== 'awaitingHandOver')
    return refuse({ kind: 'card-not-awaiting-hand-over', state: card.state })
  if (card.isSentHome) return refuse({ kind: 'card-sent-home' })
  if (by.personId === card.holder) return refuse({ kind: 'handing-over-to-oneself' })
  if (by.pointId !== card.pointId) return refuse({ kind: 'card-at-another-point' })

  return ok(card)
}

export type CancellationRefusal =
  | { readonly kind: 'card-already-cancelled'; readonly reason: CancellationReason }
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'reason-does-not-fit'; readonly state: Card['state'] }

/** Cancellation is for good (R40). A card never produced has its order cancelled instead. */
export function checkCancellation(
  card: Card,
  reason: ReasonAtDesk | 'not-as-ordered',
): Result<CardIn<'productionFailed' | ProducedState>, CancellationRefusal> {
  if (card.state === 'cancelled')
    return refuse({ kind: 'card-already-cancelled', reason: card.reason })
  if (card.state === 'ordered' || card.state === 'inProduction')
    return refuse({ kind: 'card-not-produced' })
  if ((reason === 'production-failed') !== (card.state === 'productionFailed'))
    return refuse({ kind: 'reason-does-not-fit', state: card.state })
  // A professional's card is bound to the right, not to an employer (R4).
  if (reason === 'employment-ended' && card.says.product === 'professional-card')
    return refuse({ kind: 'reason-does-not-fit', state: card.state })

  return ok(card)
}

export type LossRefusal =
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'card-already-cancelled'; readonly reason: CancellationReason }
  | { readonly kind: 'card-not-handed-over' }

/**
 * The holder reports their card that was handed over or sent home; of others' cards the requester learns
 * nothing.
 */
export function checkLoss(card: Card, by: Requester): Result<CardIn<ProducedState>, LossRefusal> {
  if (by.personId !== card.holder) return refuse({ kind: 'card-not-found' })
  if (card.state === 'cancelled')
    return refuse({ kind: 'card-already-cancelled', reason: card.reason })
  if (isOnTheWayHome(card)) return ok(card)
  if (card.state !== 'handedOver' && card.state !== 'inUse')
    return refuse({ kind: 'card-not-handed-over' })

  return ok(card)
}

export type UnlockRefusal =
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'card-already-cancelled'; readonly reason: CancellationReason }
  | { readonly kind: 'card-not-in-use' }
  | { readonly kind: 'card-without-admin-key' }

/**
 * The holder resets the PINs of their card without its code. Not for a card that was never activated: card
 * and code travel separately until then (R22).
 */
export function checkUnlock(card: Card, by: Requester): Result<CardIn<'inUse'>, UnlockRefusal> {
  if (by.personId !== card.holder) return refuse({ kind: 'card-not-found' })
  if (card.state === 'cancelled')
    return refuse({ kind: 'card-already-cancelled', reason: card.reason })
  if (card.state !== 'inUse') return refuse({ kind: 'card-not-in-use' })
  if (card.adminKeyVersion === 0) return refuse({ kind: 'card-without-admin-key' })

  return ok(card)
}

export type CancelRefusal = {
  readonly kind: 'card-not-only-ordered'
  readonly state: Card['state']
}

export function checkCancelling(card: Card): Result<CardIn<'ordered'>, CancelRefusal> {
  if (card.state !== 'ordered') return refuse({ kind: 'card-not-only-ordered', state: card.state })

  return ok(card)
}
