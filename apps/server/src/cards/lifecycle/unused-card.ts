import { addDays, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler, Subscription } from '#platform/outbox.ts'
import type { CardProduced } from '#cards/production/contract.ts'
import { aboutCard, findCard, lockCard, notify, productionDataOf } from '#cards/card/index.ts'
import { plannedLetterDay } from '#cards/letters/index.ts'
import type { UnusedCardReminded } from './contract.ts'
import type { CardsDeps } from './deps.ts'

/** Days after the letter has left until the holder of an unused new card is asked about it (R159). */
const daysOfPatience = 30

const kind = 'cards.remindOfUnusedCard'

/** For a card whose predecessor still works: until one of them ends, there are two. */
export const planUnusedCardReminder = ({
  db,
  planJob,
}: Pick<CardsDeps, 'db' | 'planJob'>): Subscription => ({
  event: 'CardProduced' satisfies CardProduced['type'],
  listener: 'cards.planUnusedCardReminder',
  concerns: (event) => inPlaceOfAnother.safeParse(event).success,
  handle: async (recorded) => {
    const { cardId } = inPlaceOfAnother.parse(recorded).about
    await db.write(async (tx) => {
      const card = await findCard(tx, cardId)
      const production = card && productionDataOf(card)
      if (!production) return ok(undefined)
      const { plannedFor } = await plannedLetterDay(tx, production.producedAt)
      const day = addDays(plannedFor, daysOfPatience)
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

/** Asks the holder once whether the card has arrived; a missing reply cancels nothing. */
export const remindOfUnusedCard = (deps: CardsDeps): JobHandler => ({
  kind,
  handle: async ({ payload }) => {
    const { cardId } = ofCard.parse(payload)
    const permit = deps.systemPermit('cards.remindOfUnusedCard')
    await deps.db.write(async (tx) => {
      const card = await lockCard(tx, cardId)
      if (card?.state !== 'awaitingHandOver' && card?.state !== 'handedOver') return ok(undefined)
      const event: UnusedCardReminded = { type: 'UnusedCardReminded', about: aboutCard(card) }
      await notify(deps, tx, event, permit)
      return ok(undefined)
    })
  },
})

const ofCard = z.object({ cardId: z.string() })
