/** An amount in whole cents of its currency; never a fraction. */
export type Money = { readonly cents: number; readonly currency: 'EUR' }

/** Throws unless the cents are whole: an amount is never rounded. */
export function euroCents(cents: number): Money {
  if (!Number.isSafeInteger(cents))
    throw new RangeError(`amount is not in whole cents: ${String(cents)}`)
  return { cents, currency: 'EUR' }
}
