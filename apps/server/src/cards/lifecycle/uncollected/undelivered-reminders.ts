import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type {
  NoticeAcceptedBySuomiFi,
  NoticeNotSent,
  NoticeSentBySuomiFi,
} from '#support/notices/contract.ts'
import type { AboutCard } from '#cards/card/contract.ts'
import { aboutCard, findCard, notify } from '#cards/card/index.ts'
import type { UncollectedCardNotReminded, UncollectedCardReminded } from '../contract.ts'
import type { CardsDeps } from '../deps.ts'
import { countBySuomiFi, takeBackReminder } from './store.ts'

type Sent = { readonly cardId: string; readonly plannedAt: Instant }
type Counted = UncollectedCardNotReminded | UncollectedCardReminded

/**
 * A reminder that no mail server accepted was not delivered, and is not counted (R147). Given to Suomi.fi
 * Messages instead it counts once it is accepted there, and no longer when the post returns it.
 */
export const countUnreached = (deps: CardsDeps): readonly Subscription[] => {
  const onReminder = (
    event: string,
    {
      count,
      counted,
    }: {
      readonly count: (tx: Tx, sent: Sent) => Promise<boolean>
      readonly counted: (about: AboutCard) => Counted
    },
  ): Subscription => ({
    event,
    listener: 'cards.countUnreached',
    concerns: (recorded) => ofReminder.safeParse(recorded).success,
    handle: async (recorded) => {
      const { about, plannedAt } = ofReminder.parse(recorded)
      const permit = deps.systemPermit('cards.countUnreached')
      await deps.db.write(async (tx) => {
        const card = await findCard(tx, about.cardId)
        if (!card || !(await count(tx, { cardId: card.cardId, plannedAt }))) return ok(undefined)
        await notify(deps, tx, counted(aboutCard(card)), permit)
        return ok(undefined)
      })
    },
  })
  const notReminded = (about: AboutCard): Counted => ({
    ...{ type: 'UncollectedCardNotReminded', about },
  })
  return [
    onReminder('NoticeNotSent' satisfies NoticeNotSent['type'], {
      count: (tx, sent) => takeBackReminder(tx, { ...sent, means: ['mail', 'suomi-fi'] }),
      counted: notReminded,
    }),
    onReminder('NoticeSentBySuomiFi' satisfies NoticeSentBySuomiFi['type'], {
      count: (tx, sent) => takeBackReminder(tx, { ...sent, means: ['mail'] }),
      counted: notReminded,
    }),
    onReminder('NoticeAcceptedBySuomiFi' satisfies NoticeAcceptedBySuomiFi['type'], {
      count: countBySuomiFi,
      counted: (about) => ({ type: 'UncollectedCardReminded', about, means: 'suomi-fi' }),
    }),
  ]
}

const ofReminder = z.object({
  kind: z.literal('card-waits'),
  about: z.object({ cardId: z.string() }),
  plannedAt: z.string().transform((text) => instant(Date.parse(text))),
})
