import type { SpareCard as SpareCardShown } from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RejectedBecause } from '#cards/stock/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  GoneBecause,
  SpareCardClosed,
  SpareCardWrittenOff,
  SpareClosingReason,
} from './contract.ts'
import { aboutSpareCard, tell, type Sealed, type SpareCardsDeps } from './deps.ts'
import { revocationCauseOf } from './domain/closing.ts'
import {
  goneWhenWrittenOff,
  isPlasticGone,
  judgeClosing,
  judgeWriteOff,
  type ClosingRefusal,
  type WriteOffRefusal,
} from './domain/rules.ts'
import {
  close,
  settle,
  type OpenState,
  type SpareCard,
  type SpareCardIn,
} from './domain/spare-card.ts'
import { lockSpareCard, saveSpareCard } from './stores/spare-cards.ts'
import { releaseChip } from './stores/taken-chips.ts'
import { showOneAtDesk } from './view.ts'

export type CloseSpareCard = {
  readonly spareCardId: string
  readonly reason: 'lost' | 'stolen' | 'broken' | 'given-up'
}

export type CloseSpareCardRefusal = { readonly kind: 'spare-card-not-found' } | ClosingRefusal

/** Closes it at any desk, both certificates with it. What is lost, stolen or broken never comes back to stock. */
export const closeSpareCard =
  (deps: Sealed) =>
  (
    permit: Permit<'spareCards.closeSpareCard'>,
    { spareCardId, reason }: CloseSpareCard,
  ): Promise<Result<SpareCardShown, CloseSpareCardRefusal>> =>
    deps.db.write(async (tx): Promise<Result<SpareCardShown, CloseSpareCardRefusal>> => {
      const card = await lockSpareCard(tx, spareCardId)
      if (!card) return refuse({ kind: 'spare-card-not-found' })
      const judged = judgeClosing(card, reason)
      if (!judged.ok) return judged

      const closed = await closeForGood(deps, tx, permit, judged.value, reason)
      return ok(await showOneAtDesk(deps, tx, permit, closed))
    })

/**
 * Closes a spare card on the word of somebody who calls, in the transaction of the call. What still lies at the desk is
 * given up; one that was closed before stays as it is.
 */
export const closeForCaller =
  (deps: SpareCardsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
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
    Result<'closed-now' | 'closed-before', { readonly kind: 'spare-card-not-of-holder' }>
  > => {
    const card = await lockSpareCard(tx, spareCardId)
    if (card?.holder !== holder) return refuse({ kind: 'spare-card-not-of-holder' })
    const fits = card.state === 'handedOver' ? reason : 'given-up'
    const judged = judgeClosing(card, fits)
    if (!judged.ok) return ok('closed-before')

    await closeForGood(deps, tx, permit, judged.value, fits)
    return ok('closed-now')
  }

export type WriteOffSpareCardRefusal = { readonly kind: 'spare-card-not-found' } | WriteOffRefusal

/** The plastic of a closed one will not come back, or can't be emptied and is destroyed. */
export const writeOffSpareCard =
  (deps: Sealed) =>
  (
    permit: Permit<'spareCards.writeOffSpareCard'>,
    { spareCardId }: { readonly spareCardId: string },
  ): Promise<Result<SpareCardShown, WriteOffSpareCardRefusal>> =>
    deps.db.write(async (tx): Promise<Result<SpareCardShown, WriteOffSpareCardRefusal>> => {
      const card = await lockSpareCard(tx, spareCardId)
      if (!card) return refuse({ kind: 'spare-card-not-found' })
      const judged = judgeWriteOff(card)
      if (!judged.ok) return judged

      const because = goneWhenWrittenOff(judged.value)
      const settled = await writeOff(deps, tx, permit, judged.value, because)
      return ok(await showOneAtDesk(deps, tx, permit, settled))
    })

/** In the transaction of whatever makes it so. */
export async function closeForGood(
  deps: SpareCardsDeps,
  tx: Tx,
  permit: Permit,
  card: SpareCardIn<OpenState>,
  reason: SpareClosingReason,
): Promise<SpareCard> {
  const closed = close(card, { reason, now: deps.clock.now() })
  const { spareCardId } = closed
  await saveSpareCard(tx, closed)
  await deps.revocation.revokeCard(tx, permit, {
    cardId: spareCardId,
    cause: revocationCauseOf(reason),
  })
  const event: SpareCardClosed = { type: 'SpareCardClosed', about: aboutSpareCard(closed), reason }
  await tell(deps, tx, event, permit)
  if (isPlasticGone(reason)) return writeOff(deps, tx, permit, closed, reason)
  if (closed.chipSerial !== undefined) return closed

  const settled = settle(closed, { plastic: 'not-taken', now: deps.clock.now() })
  await saveSpareCard(tx, settled)
  return settled
}

/** What is somewhere is missing from the stock, and may be found; what is here is rejected. */
async function writeOff(
  deps: SpareCardsDeps,
  tx: Tx,
  permit: Permit,
  card: SpareCardIn<'closed'>,
  because: GoneBecause,
): Promise<SpareCard> {
  const { chipSerial } = card
  if (chipSerial === undefined) throw new Error('a closed spare card that waits for no chip')
  const settled = settle(card, { plastic: 'gone', now: deps.clock.now() })
  await saveSpareCard(tx, settled)
  if (because === 'broken') await giveUpChip(deps, tx, chipSerial, 'card-broken')
  else if (because === 'not-emptied') await giveUpChip(deps, tx, chipSerial, because)
  else await deps.blanks.lose(tx, chipSerial)
  const event: SpareCardWrittenOff = {
    type: 'SpareCardWrittenOff',
    about: aboutSpareCard(settled),
    chipSerial,
    because,
  }
  await tell(deps, tx, event, permit)
  return settled
}

/** Nothing is made of the chip any more, and nobody asks what is on it. */
export async function giveUpChip(
  { blanks }: Pick<SpareCardsDeps, 'blanks'>,
  tx: Tx,
  chipSerial: string,
  because: RejectedBecause,
): Promise<void> {
  await blanks.giveUp(tx, chipSerial, because)
  await releaseChip(tx, chipSerial)
}
