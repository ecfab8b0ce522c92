import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { NoticeNotSent } from '#support/notices/contract.ts'
import { aboutCard, findCard, notify } from '#cards/card/index.ts'
import type { UncollectedCardNotReminded } from '../contract.ts'
import type { CardsDeps } from '../deps.ts'
import { takeBackReminder } from './store.ts'

/** A reminder that no mail server accepted was not delivered, and is not counted (R147). */
export const countUnreached = (deps: CardsDeps): Subscription => ({
  event: 'NoticeNotSent' satisfies NoticeNotSent['type'],
  listener: 'cards.countUnreached',
  concerns: (event) => ofReminder.safeParse(event).success,
  handle: async (recorded) => {
    const { about, plannedAt } = ofReminder.parse(recorded)
    const permit = deps.systemPermit('cards.countUnreached')
    await deps.db.write(async (tx) => {
      const card = await findCard(tx, about.cardId)
      if (!card || !(await takeBackReminder(tx, { cardId: card.cardId, plannedAt })))
        return ok(undefined)
      const event: UncollectedCardNotReminded = {
        type: 'UncollectedCardNotReminded',
        about: aboutCard(card),
      }
      await notify(deps, tx, event, permit)
      return ok(undefined)
    })
  },
})

const ofReminder = z.object({
  kind: z.literal('card-waits'),
  about: z.object({ cardId: z.string() }),
  plannedAt: z.string().transform((text) => instant(Date.parse(text))),
})
