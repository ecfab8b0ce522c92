import { addDays, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { UnusedCardAsked } from './contract.ts'
import { aboutCard, tell, type CardsDeps } from './deps.ts'
import { letterDay } from './domain/activation-letter.ts'
import type { CardIn } from './domain/card.ts'
import { lockCard } from './store.ts'

/** Days after the letter has left until the holder of a new card that nobody uses is asked about it (R159). */
const daysOfPatience = 30

const kind = 'cards.askWhetherUsed'

/** Of a card in whose place another still works: until one of them ends, there are two. */
export async function planToAsk(
  { planJob }: Pick<CardsDeps, 'planJob'>,
  tx: Tx,
  { cardId, renews, producedAt }: CardIn<'awaitingHandOver'>,
): Promise<void> {
  if (renews === undefined) return
  const day = addDays(letterDay(producedAt), daysOfPatience)
  await planJob(tx, {
    kind,
    key: `${kind}/${cardId}`,
    payload: { cardId },
    dueAt: startOfDay(day),
  })
}

/** Asks once; nothing is closed because nobody answers. */
export const askWhetherUsed = (deps: CardsDeps): JobHandler => ({
  kind,
  handle: async ({ payload }) => {
    const { cardId } = ofCard.parse(payload)
    const permit = deps.systemPermit('cards.askWhetherUsed')
    await deps.db.write(async (tx) => {
      const card = await lockCard(tx, cardId)
      if (card?.state !== 'awaitingHandOver' && card?.state !== 'handedOver') return ok(undefined)
      const event: UnusedCardAsked = { type: 'UnusedCardAsked', about: aboutCard(card) }
      await tell(deps, tx, event, permit)
      return ok(undefined)
    })
  },
})

const ofCard = z.object({ cardId: z.string() })
