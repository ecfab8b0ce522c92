import { isPin, minOfAnyCard, type MinDigits } from '@sotevarmenne/smartcard/card-pins'

/** Both new PINs, each typed twice. */
export type NewPins = {
  readonly pin1: string
  readonly pin1Again: string
  readonly pin2: string
  readonly pin2Again: string
}

/** What is wrong with a new PIN, whatever it is for. */
export type NewPinMistake =
  | {
      readonly kind:
        | 'pin-not-4-to-8-digits'
        | 'pin-repeats-a-digit'
        | 'pin-is-a-sequence'
        | 'pin-is-a-date'
        | 'pin-is-the-former-one'
        | 'pins-differ'
    }
  | { readonly kind: 'pin-too-short'; readonly minDigits: number }

export type NewPinsMistake = (NewPinMistake | { readonly kind: 'pin1-is-pin2' }) & {
  readonly which: 'pin1' | 'pin2'
}

/** All mistakes in what was typed, one for each PIN: they cost the card nothing. */
export function mistakesInPins(
  { pin1, pin1Again, pin2, pin2Again }: NewPins,
  minDigits: MinDigits = minOfAnyCard,
): readonly NewPinsMistake[] {
  const of1 = mistakeInPin({ pin: pin1, again: pin1Again, minDigits: minDigits.pin1 })
  const of2 =
    mistakeInPin({ pin: pin2, again: pin2Again, minDigits: minDigits.pin2 }) ??
    (pin1 === pin2 ? ({ kind: 'pin1-is-pin2' } as const) : undefined)
  return [
    ...(of1 ? [{ ...of1, which: 'pin1' } as const] : []),
    ...(of2 ? [{ ...of2, which: 'pin2' } as const] : []),
  ]
}

/** The mistake in one new PIN, typed twice. `former`: the PIN that it replaces. */
export function mistakeInPin({
  pin,
  again,
  minDigits = 4,
  former,
}: {
  readonly pin: string
  readonly again: string
  readonly minDigits?: number
  readonly former?: string
}): NewPinMistake | undefined {
  if (!isPin(pin)) return { kind: 'pin-not-4-to-8-digits' }
  if (pin.length < minDigits) return { kind: 'pin-too-short', minDigits }
  if (new Set(pin).size === 1) return { kind: 'pin-repeats-a-digit' }
  if (isSequence(pin)) return { kind: 'pin-is-a-sequence' }
  if (isDate(pin)) return { kind: 'pin-is-a-date' }
  if (pin === former) return { kind: 'pin-is-the-former-one' }
  return pin === again ? undefined : { kind: 'pins-differ' }
}

/** Up or down by one at each digit, over the zero too: 3456, 7890, 4321. */
function isSequence(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10)
  return steps.every((step) => step === 1) || steps.every((step) => step === 9)
}

/**
 * Whether it may be a date of birth: a year, day and month, or all three. Neither a card nor this program knows
 * its holder's, so every such date is refused: some 700 of the 10,000 numbers of four digits, and seven in a
 * hundred of six.
 */
function isDate(pin: string): boolean {
  if (pin.length === 4) return isYear(pin) || isDayMonth(pin) || isMonthDay(pin)
  if (pin.length === 6) return isDayMonth(pin.slice(0, 4)) || isMonthDay(pin.slice(2))
  if (pin.length !== 8) return false
  return (
    (isDayMonth(pin.slice(0, 4)) && isYear(pin.slice(4))) ||
    (isYear(pin.slice(0, 4)) && isMonthDay(pin.slice(4)))
  )
}

/** From the oldest holders to those who are born now. */
const isYear = (digits: string): boolean => /^(19[3-9]|20[0-3])\d$/.test(digits)

const isDayMonth = (digits: string): boolean =>
  /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/.test(digits)

const isMonthDay = (digits: string): boolean => isDayMonth(digits.slice(2) + digits.slice(0, 2))
