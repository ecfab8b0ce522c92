import { viewCard, type CardView } from '@sotevarmenne/api/cards'
import { queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'

const queryAgainMilliseconds = 1500

/** A card, fetched again while it is in production. */
export const useCard = (cardId: string | undefined) =>
  useApiQuery(
    ['card', cardId],
    viewCard,
    { cardId: cardId ?? '' },
    {
      enabled: cardId !== undefined,
      refetchInterval: ({ state: { data } }) =>
        data?.ok === true && isOnItsWay(data.value) ? queryAgainMilliseconds : false,
    },
  )

/** Caches the card that an operation returned, so that the page shows it at once. */
export function keepCard(card: CardView): void {
  queryClient.setQueryData(['card', card.cardId], { ok: true, value: card })
  void queryClient.invalidateQueries({ queryKey: ['cards'] })
}

/** In production or about to be, again after a rejected blank card. */
export const isOnItsWay = ({ state, productionFailure }: CardView): boolean =>
  state === 'ordered' || state === 'inProduction' || productionFailure?.isFinal === false
