import type { BoundCard } from '@sotevarmenne/api/employment-ends'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { employmentEndTexts } from './employment-end-texts.ts'

/** A card as people tell it apart: its product and the last digits of its number. */
export function useBoundCard() {
  const t = useTexts(employmentEndTexts)
  const words = useTexts(wordTexts)
  return ({ product, cardNumber }: Pick<BoundCard, 'product' | 'cardNumber'>): string =>
    [
      words(`cardProduct.${product}`),
      ...(cardNumber === undefined ? [] : [t('numberEnd', { end: cardNumber.slice(-4) })]),
    ].join(', ')
}
