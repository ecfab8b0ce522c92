import { viewCard, type Card } from '@sotevarmenne/api/cards'
import { useQuery } from '@tanstack/react-query'
import { ask, queryClient } from '../api/ask.ts'

const askAgainMilliseconds = 1500

/** A card, asked again while it is on its way through production. */
export const useCard = (cardId: string | undefined) =>
  useQuery({
    queryKey: ['card', cardId],
    enabled: cardId !== undefined,
    queryFn: ({ signal }) => ask(viewCard, { cardId: cardId ?? '' }, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.ok === true && isOnItsWay(data.value) ? askAgainMilliseconds : false,
  })

/** The card as an act answered it, so that the page shows it at once. */
export function keepCard(card: Card): void {
  queryClient.setQueryData(['card', card.cardId], { ok: true, value: card })
  void queryClient.invalidateQueries({ queryKey: ['cards'] })
}

/** In production or about to be, again after a rejected blank. */
export const isOnItsWay = ({ state, productionFailure }: Card): boolean =>
  state === 'ordered' || state === 'inProduction' || productionFailure?.isFinal === false
