import type { Address } from '../contract.ts'

/** The address that a person confirmed equals that of the population register, exactly. */
export const isSameAddress = (one: Address, other: Address | undefined): boolean =>
  other !== undefined &&
  (['street', 'postalCode', 'postOffice', 'country'] as const).every(
    (part) => one[part] === other[part],
  )
