import { isPin } from '@sotevarmenne/smartcard/card-pins'

/** Both new PINs, each typed twice. */
export type NewPins = {
  readonly pin1: string
  readonly pin1Again: string
  readonly pin2: string
  readonly pin2Again: string
}

type Which = { readonly which: 'pin1' | 'pin2' }

export type NewPinsMistake =
  | ({ readonly kind: 'pin-not-4-to-8-digits' } & Which)
  | ({ readonly kind: 'pins-differ' } & Which)
  /** The card wants longer ones. */
  | ({ readonly kind: 'pin-too-short'; readonly atLeast: number } & Which)

/** The first mistake in what was typed: it costs the card nothing. */
export function mistakeInPins(
  { pin1, pin1Again, pin2, pin2Again }: NewPins,
  leastDigits = { pin1: 4, pin2: 4 },
): NewPinsMistake | undefined {
  for (const [which, pin, again] of [
    ['pin1', pin1, pin1Again],
    ['pin2', pin2, pin2Again],
  ] as const) {
    if (!isPin(pin)) return { kind: 'pin-not-4-to-8-digits', which }
    const atLeast = leastDigits[which]
    if (pin.length < atLeast) return { kind: 'pin-too-short', which, atLeast }
    if (pin !== again) return { kind: 'pins-differ', which }
  }
  return undefined
}
