import type { CardView } from '@sotevarmenne/api/cards'

/** What holds after a cancellation, as keys of `ownTexts`: who orders a new card only where nothing else says so. */
export function cancelledHelpOf(
  { cancelled, product }: Pick<CardView, 'cancelled' | 'product'>,
  { isNewCardSaid }: { /** There is a new card, or the page offers one. */ isNewCardSaid: boolean },
) {
  if (cancelled?.reason === 'replaced') return ['replacedHelp'] as const
  if (cancelled?.reason === 'right-ended') return ['rightEndedHelp'] as const
  if (isNewCardSaid || cancelled?.reason === 'employment-ended')
    return ['cancelledForGood'] as const
  const newCard = product === 'professional-card' ? 'newCardAtPoint' : 'nextByEmployer'
  return ['cancelledForGood', newCard] as const
}
