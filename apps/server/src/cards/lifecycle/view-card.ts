import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { aboutCard, requesterOf, findCard } from '#cards/card/index.ts'
import { decisionsOfCard } from '#cards/register-changes/index.ts'
import { plannedLetterDay } from '#cards/letters/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardViewed } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { registrarMay } from './may.ts'
import { showCard } from './view.ts'
import { texts } from './texts.ts'

export type ViewCardRefusal = { readonly kind: 'card-not-found' }

/** One card, at any desk (R16). Viewing a person's card leaves an access record (R51). */
export const viewCard = operation({
  contract: api.viewCard,
  problems: {
    'card-not-found': { status: 404, ...texts.cardNotFound },
  },
  handle:
    ({ db, clock, record }: Pick<CardsDeps, 'db' | 'clock' | 'record'>) =>
    (permit, { cardId }): Promise<Result<CardView, ViewCardRefusal>> =>
      db.write(async (tx) => {
        const card = await findCard(tx, cardId)
        // A test card has no holder: its vendor sees it.
        if (!card || card.says.isTest) return refuse({ kind: 'card-not-found' })

        const viewed: CardViewed = { type: 'CardViewed', about: aboutCard(card) }
        await record(tx, viewed, permit)
        const shown = await showCard(tx, card, (one) => registrarMay(one, requesterOf(permit)))
        return ok({
          ...shown,
          decisions: [...(await decisionsOfCard(tx, card.cardId))],
          ...(shown.may.includes('order-new-code') && {
            newLetterLeaves: (await plannedLetterDay(tx, clock.now())).plannedFor,
          }),
        })
      }),
})
