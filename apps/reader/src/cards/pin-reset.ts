import { isSpareCard } from '@sotevarmenne/smartcard/labels'
import type { CardInHand } from '@sotevarmenne/smartcard/use'

/** How the PINs of a card are set, the first time and when they are locked or forgotten. */
export type PinReset =
  /** With the code of its letter. The service can replace the code, and open the card for new PINs. */
  | 'letter'
  /**
   * Only with the code of its letter, which is on the card for good: a lost letter is printed again
   * unchanged.
   */
  | 'same-letter'
  /** Where spare cards are produced: nobody has a code for one. */
  | 'registration-point'

export function pinResetOf({
  label,
  codeStays,
}: Pick<CardInHand, 'label' | 'codeStays'>): PinReset {
  if (isSpareCard(label)) return 'registration-point'
  return codeStays ? 'same-letter' : 'letter'
}
