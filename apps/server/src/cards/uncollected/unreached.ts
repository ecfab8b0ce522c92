import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { NoticeNotSent } from '../../notices/contract.ts'
import type { UncollectedCardNotReminded } from '../contract.ts'
import { aboutCard, tell, type CardsDeps } from '../deps.ts'
import { findCard } from '../store.ts'
import { takeBackReminders } from './store.ts'

/** A reminder that no mail server took has reached nobody, and is not counted (R147). */
export const countUnreached = (deps: CardsDeps): Subscription => ({
  event: 'NoticeNotSent' satisfies NoticeNotSent['type'],
  listener: 'cards.countUnreached',
  concerns: (event) => ofReminder.safeParse(event).success,
  handle: async (recorded) => {
    const { personId } = ofReminder.parse(recorded).about
    const permit = deps.systemPermit('cards.countUnreached')
    await deps.db.write(async (tx) => {
      for (const cardId of await takeBackReminders(tx, personId)) {
        const card = await findCard(tx, cardId)
        if (!card) continue
        const event: UncollectedCardNotReminded = {
          type: 'UncollectedCardNotReminded',
          about: aboutCard(card),
        }
        await tell(deps, tx, event, permit)
      }
      return ok(undefined)
    })
  },
})

const ofReminder = z.object({
  kind: z.literal('card-waits'),
  about: z.object({ personId: z.string() }),
})
