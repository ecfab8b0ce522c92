import { checkNewPins, minOfAnyCard, type NewPinsRefusal } from '@sotevarmenne/smartcard/card-pins'

/** Both new PINs, each typed twice. */
export type NewPins = {
  readonly pin1: string
  readonly pin1Again: string
  readonly pin2: string
  readonly pin2Again: string
}

export type NewPinsMistake =
  NewPinsRefusal | { readonly kind: 'pins-differ'; readonly which: 'pin1' | 'pin2' }

/** The first mistake in what was typed: it costs the card nothing. */
export function mistakeInPins(
  { pin1, pin1Again, pin2, pin2Again }: NewPins,
  minDigits = minOfAnyCard,
): NewPinsMistake | undefined {
  const checked = checkNewPins({ pin1, pin2 }, minDigits)
  if (!checked.ok) return checked.refusal
  if (pin1 !== pin1Again) return { kind: 'pins-differ', which: 'pin1' }
  if (pin2 !== pin2Again) return { kind: 'pins-differ', which: 'pin2' }
  return undefined
}
