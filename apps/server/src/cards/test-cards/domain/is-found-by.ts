import type { TestCardView } from '@sotevarmenne/api/test-cards'

/** Whether each word is a part of the holder's name, of the card number, or of the number of the chip. */
export function isFoundBy(
  search: string,
  { holder, cardNumber = '', chipSerial = '' }: TestCardView,
): boolean {
  const text = fold([holder, cardNumber, chipSerial].join('\n'))
  return fold(search)
    .split(/\s+/u)
    .every((word) => text.includes(word))
}

const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
