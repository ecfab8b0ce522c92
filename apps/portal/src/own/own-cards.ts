import type { Card } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { queryClient, type Answer } from '../api/ask.ts'

export const ownCardsKey = ['own-cards'] as const

type OwnCards = Answer<{ cards: Card[] }>

/** The card as an act answered it, so that the page shows it at once. */
export function keepOwnCard(card: Card): void {
  queryClient.setQueryData<OwnCards>(ownCardsKey, (before) =>
    before?.ok === true
      ? ok({
          cards: before.value.cards.map((each) => (each.cardId === card.cardId ? card : each)),
        })
      : before,
  )
}
