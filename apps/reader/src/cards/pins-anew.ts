import { isSpareCard } from '@sotevarmenne/smartcard/labels'
import type { CardInHand } from '@sotevarmenne/smartcard/use'

/** How the PINs of a card come to be set, the first time and when they are locked or forgotten. */
export type PinsAnew =
  /** By the code of its letter. The service can put another code in its place, and open the card to new PINs. */
  | 'letter'
  /** By the code of its letter alone, which is on the card for good: a lost letter is printed again as it was. */
  | 'same-letter'
  /** Where spare cards are made: nobody has a code of one. */
  | 'registration-point'

export function pinsAnewOf({
  label,
  codeStays,
}: Pick<CardInHand, 'label' | 'codeStays'>): PinsAnew {
  if (isSpareCard(label)) return 'registration-point'
  return codeStays ? 'same-letter' : 'letter'
}
