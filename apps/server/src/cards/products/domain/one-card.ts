import type { RightRules } from './right-rules.ts'

/** The right printed on a card, by its code in the register. */
export type PrintedRight = { readonly rightCode: string }

/**
 * Whether a person may have cards of both rights: one card a right, and only the rights of a physician and of a
 * dentist together (R5).
 */
export const mayHaveBoth = (
  one: PrintedRight,
  other: PrintedRight,
  { together }: Pick<RightRules, 'together'>,
): boolean =>
  one.rightCode !== other.rightCode &&
  together.includes(one.rightCode) &&
  together.includes(other.rightCode)

/** The first card or order that excludes a card of this right. */
export const excluding = <Held extends PrintedRight>(
  right: PrintedRight | undefined,
  held: readonly Held[],
  rules: Pick<RightRules, 'together'>,
): Held | undefined => held.find((each) => right === undefined || !mayHaveBoth(right, each, rules))
