import { addDays, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { CardProduced } from '#cards/production/contract.ts'
import { aboutCard, findCard, lockCard, tell, whatWasMade } from '#cards/card/index.ts'
import { letterDay } from '#cards/letters/index.ts'
import type { UnusedCardAsked } from './contract.ts'
import type { CardsDeps } from './deps.ts'

/** Days after the letter has left until the holder of a new card that nobody uses is asked about it (R159). */
const daysOfPatience = 30

const kind = 'cards.askWhetherUsed'

/** Of a card in whose place another still works: until one of them ends, there are two. */
export const planToAsk = ({ db, planJob }: Pick<CardsDeps, 'db' | 'planJob'>): Subscription => ({
  event: 'CardProduced' satisfies CardProduced['type'],
  listener: 'cards.planToAsk',
  concerns: (event) => inPlaceOfAnother.safeParse(event).success,
  handle: async (recorded) => {
    const { cardId } = inPlaceOfAnother.parse(recorded).about
    await db.write(async (tx) => {
      const card = await findCard(tx, cardId)
      const made = card && whatWasMade(card)
      if (!made) return ok(undefined)
      const day = addDays(letterDay(made.producedAt), daysOfPatience)
      await planJob(tx, {
        kind,
        key: `${kind}/${cardId}`,
        payload: { cardId },
        dueAt: startOfDay(day),
      })
      return ok(undefined)
    })
  },
})

const inPlaceOfAnother = z.object({
  renews: z.string(),
  about: z.object({ cardId: z.string() }),
})

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
