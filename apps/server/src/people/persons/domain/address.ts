import type { Address } from '../contract.ts'

/** The address that a person confirmed, and the one that the population register has, to the letter. */
export const isSameAddress = (one: Address, other: Address | undefined): boolean =>
  other !== undefined &&
  (['street', 'postalCode', 'postOffice', 'country'] as const).every(
    (part) => one[part] === other[part],
  )
