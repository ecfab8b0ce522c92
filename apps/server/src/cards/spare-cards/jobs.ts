import type { SpareCancellationReason } from '@sotevarmenne/api/spare-cards'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { CardActivated } from '#cards/lifecycle/contract.ts'
import type { CardCancelled } from '#cards/card/contract.ts'
import type { CertificateIssued } from '#pki/issuance/contract.ts'
import type { OrderErased } from '#cards/orders/contract.ts'
import type { HolderDied, RightEnded } from '#cards/register-changes/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { JobHandler, RecordedEvent, Subscription } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import { cancelForGood } from './cancel-spare-card.ts'
import type { SpareCardOverdue } from './contract.ts'
import { aboutSpareCard, notify, type SpareCardsDeps } from './deps.ts'
import { leavesSpareCard, revocationCauseOf } from './domain/cancellation.ts'
import { isOverdue, productionDataOf, type SpareCard } from './domain/spare-card.ts'
import { eraseNotesOf } from './stores/life.ts'
import { eraseIdentificationOf, lockSpareCard, spareCardsOfHolder } from './stores/spare-cards.ts'

/** Scheduled work of spare cards. It is idempotent. */
export const spareCardJobs = (deps: SpareCardsDeps): readonly JobHandler[] => [
  onItsDay(deps, 'spareCards.cancelUnfinished', async (tx, permit, card) => {
    if (card.state === 'beingProduced' || card.state === 'awaitingHandOver')
      await cancelForGood(deps, tx, permit, card, 'abandoned')
  }),
  onItsDay(deps, 'spareCards.markOverdue', async (tx, permit, card) => {
    if (!isOverdue(card, dateInHelsinki(deps.clock.now()))) return
    const event: SpareCardOverdue = {
      type: 'SpareCardOverdue',
      about: aboutSpareCard(card),
      returnBy: card.returnBy,
    }
    await notify(deps, tx, event, permit)
  }),
  onItsDay(deps, 'spareCards.cancelAtEnd', async (tx, permit, card) => {
    if (card.state === 'handedOver') await cancelForGood(deps, tx, permit, card, 'run-out')
  }),
]

/** Reactions of spare cards to events of other modules. */
export const spareCardSubscriptions = (deps: SpareCardsDeps): readonly Subscription[] => [
  {
    // The recovery of `certificates` may complete a certificate after its attempt was abandoned.
    event: 'CertificateIssued' satisfies CertificateIssued['type'],
    listener: 'spareCards.revokeStray',
    concerns: (event) => isTemporary(event),
    handle: async (event) => {
      const { cardId } = aboutOf(event)
      if (cardId === undefined) return
      await inTransaction(deps, async (tx, permit) => {
        const card = await lockSpareCard(tx, cardId)
        if (!card || card.state === 'beingProduced') return
        const keep = (productionDataOf(card)?.certificates ?? []).map(({ serial }) => serial)
        const cause = revocationCauseOf('abandoned')
        await deps.revocations.revokeCard(tx, permit, { cardId, keep, cause })
      })
    },
  },
  {
    // A missing card leaves its spare card valid; a card with outdated data cancels it too (R78).
    event: 'CardCancelled' satisfies CardCancelled['type'],
    listener: 'spareCards.followActualCard',
    concerns: (event) => !leavesSpareCard(cancelled.parse(event).reason),
    handle: (event) =>
      cancelThose(deps, event, {
        reason: 'actual-card-cancelled',
        which: (card, { cardId }) => card.actualCardId === cardId,
      }),
  },
  ...(
    [
      ['RightEnded' satisfies RightEnded['type'], 'right-ended'],
      ['HolderDied' satisfies HolderDied['type'], 'holder-died'],
    ] as const
  ).map(([event, reason]): Subscription => ({
    // Applied to the spare card itself, which repeats data that the register no longer confirms (R70).
    event,
    listener: 'spareCards.followRegisters',
    handle: (recorded) =>
      cancelThose(deps, recorded, {
        reason,
        which: (card, { cardId }) => card.spareCardId === cardId,
      }),
  })),
  {
    // The new card is in use: a spare card for the old one is not needed any more (R78).
    event: 'CardActivated' satisfies CardActivated['type'],
    listener: 'spareCards.endWithNewCard',
    handle: (event) =>
      cancelThose(deps, event, {
        reason: 'actual-card-replaced',
        which: (card, { cardId }) => card.actualCardId !== cardId,
      }),
  },
  {
    // The stored identification is erased with the order's documents (R60).
    event: 'OrderErased' satisfies OrderErased['type'],
    listener: 'spareCards.eraseDocuments',
    handle: async (event) => {
      const { orderId } = aboutOf(event)
      if (orderId === undefined) throw new Error('event OrderErased has no order id')
      await inTransaction(deps, async (tx) => {
        await eraseNotesOf(tx, await eraseIdentificationOf(tx, orderId))
      })
    },
  },
]

const onItsDay = (
  deps: SpareCardsDeps,
  kind: string,
  action: (tx: Tx, permit: Permit<'spareCards.follow'>, card: SpareCard) => Promise<void>,
): JobHandler => ({
  kind,
  handle: ({ payload }) =>
    inTransaction(deps, async (tx, permit) => {
      const card = await lockSpareCard(tx, ofCard.parse(payload).spareCardId)
      if (!card) throw new Error('the spare card of a job does not exist')
      await action(tx, permit, card)
    }),
})

async function cancelThose(
  deps: SpareCardsDeps,
  event: RecordedEvent,
  {
    reason,
    which,
  }: {
    readonly reason: SpareCancellationReason
    readonly which: (card: SpareCard, about: ReturnType<typeof aboutOf>) => boolean
  },
): Promise<void> {
  const about = aboutOf(event)
  const { personId } = about
  if (personId === undefined) return
  await inTransaction(deps, async (tx, permit) => {
    for (const { spareCardId } of await spareCardsOfHolder(tx, personId)) {
      const card = await lockSpareCard(tx, spareCardId)
      if (!card || card.state === 'cancelled' || card.state === 'settled') continue
      if (which(card, about)) await cancelForGood(deps, tx, permit, card, reason)
    }
  })
}

async function inTransaction(
  { db, systemPermit }: SpareCardsDeps,
  action: (tx: Tx, permit: Permit<'spareCards.follow'>) => Promise<void>,
): Promise<void> {
  const permit = systemPermit('spareCards.follow')
  const done = await db.write(async (tx) => {
    await action(tx, permit)
    return ok(undefined)
  })
  if (!done.ok) throw new Error('unreachable: never refused')
}

const isTemporary = (event: RecordedEvent): boolean =>
  typeof event['profile'] === 'string' && event['profile'].startsWith('temporary-')

const aboutOf = (event: RecordedEvent) => recorded.parse(event).about ?? {}

const ofCard = z.object({ spareCardId: z.string() })
const cancelled = z.object({ reason: z.string() })
const recorded = z.object({
  about: z
    .object({
      personId: z.string().optional(),
      cardId: z.string().optional(),
      orderId: z.string().optional(),
    })
    .optional(),
})
