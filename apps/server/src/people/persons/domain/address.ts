import type { Address, LetterAddress } from '../contract.ts'

/**
 * The address that a person confirmed equals that of the population register, exactly: nobody else’s name is above
 * it.
 */
export const isSameAddress = (one: LetterAddress, other: Address | undefined): boolean =>
  other !== undefined &&
  one.careOf === undefined &&
  one.organisation === undefined &&
  (['street', 'postalCode', 'postOffice', 'country'] as const).every(
    (part) => one[part] === other[part],
  )
