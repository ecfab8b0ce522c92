import type { RejectedBecause } from '@sotevarmenne/api/stock'
import * as api from '@sotevarmenne/api/spare-cards'
import type { SpareCardView, SpareCancellationReason } from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unfollowSpareCard } from '#cards/register-changes/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { GoneBecause, SpareCardCancelled, SpareCardWrittenOff } from './contract.ts'
import { aboutSpareCard, notify, type Sealed, type SpareCardsDeps } from './deps.ts'
import { revocationCauseOf } from './domain/cancellation.ts'
import {
  goneWhenWrittenOff,
  isPlasticGone,
  checkCancellation,
  checkWriteOff,
  type CancellationRefusal,
  type WriteOffRefusal,
} from './domain/rules.ts'
import {
  cancel,
  settle,
  type OpenState,
  type SpareCard,
  type SpareCardIn,
} from './domain/spare-card.ts'
import { lockSpareCard, saveSpareCard } from './stores/spare-cards.ts'
import { releaseChip } from './stores/taken-chips.ts'
import { showOneAtDesk } from './view.ts'
import { texts } from './texts.ts'
import { notFound } from './problems.ts'

export type CancelSpareCardRefusal = { readonly kind: 'spare-card-not-found' } | CancellationRefusal

/** Cancels it at any desk, with both certificates. A lost, stolen or broken one never returns to stock. */
export const cancelSpareCard = operation({
  contract: api.cancelSpareCard,
  problems: {
    'spare-card-not-found': notFound,
    'spare-card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
    'reason-does-not-fit': { status: 422, ...texts.reasonDoesNotFit },
  },
  handle:
    (deps: Sealed) =>
    (permit, { spareCardId, reason }) =>
      deps.db.write(async (tx): Promise<Result<SpareCardView, CancelSpareCardRefusal>> => {
        const card = await lockSpareCard(tx, spareCardId)
        if (!card) return refuse({ kind: 'spare-card-not-found' })
        const checked = checkCancellation(card, reason)
        if (!checked.ok) return checked

        const cancelled = await cancelForGood(deps, tx, permit, checked.value, reason)
        return ok(await showOneAtDesk(deps, tx, permit, cancelled))
      }),
})

/**
 * Cancels a spare card for a caller of the hotline, in the transaction of the call. One that is still at the
 * desk is abandoned; one that is already cancelled stays as it is.
 */
export const cancelForCaller =
  (deps: SpareCardsDeps) =>
  async (
    tx: Tx,
    permit: Permit<'hotline.takeCall'>,
    {
      spareCardId,
      holder,
      reason,
    }: {
      readonly spareCardId: string
      readonly holder: string
      readonly reason: 'lost' | 'stolen' | 'misused'
    },
  ): Promise<
    Result<'cancelled-now' | 'cancelled-before', { readonly kind: 'spare-card-not-of-holder' }>
  > => {
    const card = await lockSpareCard(tx, spareCardId)
    if (card?.holder !== holder) return refuse({ kind: 'spare-card-not-of-holder' })
    const fits = card.state === 'handedOver' ? reason : 'abandoned'
    const checked = checkCancellation(card, fits)
    if (!checked.ok) return ok('cancelled-before')

    await cancelForGood(deps, tx, permit, checked.value, fits)
    return ok('cancelled-now')
  }

export type WriteOffSpareCardRefusal = { readonly kind: 'spare-card-not-found' } | WriteOffRefusal

/** The plastic of a cancelled one will not come back, or cannot be wiped and is destroyed. */
export const writeOffSpareCard = operation({
  contract: api.writeOffSpareCard,
  problems: {
    'spare-card-not-found': notFound,
    'spare-card-not-cancelled': { status: 409, ...texts.notCancelled },
  },
  handle:
    (deps: Sealed) =>
    (permit, { spareCardId }) =>
      deps.db.write(async (tx): Promise<Result<SpareCardView, WriteOffSpareCardRefusal>> => {
        const card = await lockSpareCard(tx, spareCardId)
        if (!card) return refuse({ kind: 'spare-card-not-found' })
        const checked = checkWriteOff(card)
        if (!checked.ok) return checked

        const because = goneWhenWrittenOff(checked.value)
        const settled = await writeOff(deps, tx, permit, checked.value, because)
        return ok(await showOneAtDesk(deps, tx, permit, settled))
      }),
})

/** Runs in the caller's transaction. */
export async function cancelForGood(
  deps: SpareCardsDeps,
  tx: Tx,
  permit: Permit<
    | 'hotline.takeCall'
    | 'spareCards.cancelSpareCard'
    | 'spareCards.follow'
    | 'spareCards.takeBackSpareCard'
  >,
  card: SpareCardIn<OpenState>,
  reason: SpareCancellationReason,
): Promise<SpareCard> {
  const cancelled = cancel(card, { reason, now: deps.clock.now() })
  const { spareCardId } = cancelled
  await saveSpareCard(tx, cancelled)
  await unfollowSpareCard(tx, spareCardId)
  await deps.revocations.revokeCard(tx, permit, {
    cardId: spareCardId,
    cause: revocationCauseOf(reason),
  })
  const event: SpareCardCancelled = {
    type: 'SpareCardCancelled',
    about: aboutSpareCard(cancelled),
    reason,
  }
  await notify(deps, tx, event, permit)
  if (isPlasticGone(reason)) return writeOff(deps, tx, permit, cancelled, reason)
  if (cancelled.chipSerial !== undefined) return cancelled

  const settled = settle(cancelled, { plastic: 'not-taken', now: deps.clock.now() })
  await saveSpareCard(tx, settled)
  return settled
}

/** A chip elsewhere is missing from the stock, and may be found; one that is here is rejected. */
async function writeOff(
  deps: SpareCardsDeps,
  tx: Tx,
  permit: Permit<
    | 'hotline.takeCall'
    | 'spareCards.cancelSpareCard'
    | 'spareCards.follow'
    | 'spareCards.takeBackSpareCard'
    | 'spareCards.writeOffSpareCard'
  >,
  card: SpareCardIn<'cancelled'>,
  because: GoneBecause,
): Promise<SpareCard> {
  const { chipSerial } = card
  if (chipSerial === undefined) throw new Error('cancelled spare card has no chip to write off')
  const settled = settle(card, { plastic: 'gone', now: deps.clock.now() })
  await saveSpareCard(tx, settled)
  if (because === 'broken') await rejectChip(deps, tx, chipSerial, 'card-broken')
  else if (because === 'not-emptied') await rejectChip(deps, tx, chipSerial, because)
  else await deps.blanks.lose(tx, chipSerial)
  const event: SpareCardWrittenOff = {
    type: 'SpareCardWrittenOff',
    about: aboutSpareCard(settled),
    chipSerial,
    because,
  }
  await notify(deps, tx, event, permit)
  return settled
}

/** The chip is not used any more, and its content no longer matters. */
export async function rejectChip(
  { blanks }: Pick<SpareCardsDeps, 'blanks'>,
  tx: Tx,
  chipSerial: string,
  because: RejectedBecause,
): Promise<void> {
  await blanks.reject(tx, chipSerial, because)
  await releaseChip(tx, chipSerial)
}
