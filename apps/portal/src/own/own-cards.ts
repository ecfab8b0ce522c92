import type { CardView } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { queryClient, type ApiResult } from '../api/call-api.ts'

export const ownCardsKey = ['own-cards'] as const

type OwnCards = ApiResult<{ cards: CardView[] }>

/** Caches the card that an operation returned, so that the page shows it at once. */
export function keepOwnCard(card: CardView): void {
  queryClient.setQueryData<OwnCards>(ownCardsKey, (before) =>
    before?.ok === true
      ? ok({
          cards: before.value.cards.map((each) => (each.cardId === card.cardId ? card : each)),
        })
      : before,
  )
}
