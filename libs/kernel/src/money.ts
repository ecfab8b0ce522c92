/** An amount in whole cents of its currency; never a fraction. */
export type Money = { readonly cents: number; readonly currency: 'EUR' }

/** A price with VAT, in cents: VAT is rounded on each price, as on each line of an invoice. */
export const grossCents = (price: {
  readonly netCents: number
  readonly vatPermille: number
}): number => price.netCents + Math.round((price.netCents * price.vatPermille) / 1000)

/** Throws unless the cents are whole: an amount is never rounded. */
export function euroCents(cents: number): Money {
  if (!Number.isSafeInteger(cents))
    throw new RangeError(`amount is not in whole cents: ${String(cents)}`)
  return { cents, currency: 'EUR' }
}
