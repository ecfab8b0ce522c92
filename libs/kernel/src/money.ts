/** An amount in whole cents of its currency; never a fraction. */
export type Money = { readonly cents: number; readonly currency: 'EUR' }

/** VAT in cents, half up, symmetrically below zero: an invoice credited whole sums to zero. */
export function vatOf(netCents: number, permille: number): number {
  const cents = Math.floor((Math.abs(netCents) * permille + 500) / 1000)
  return netCents < 0 ? 0 - cents : cents
}

/** A price with its VAT, in cents: of a price VAT is rounded alone, of an invoice once for each rate. */
export const grossCents = ({
  netCents,
  vatPermille,
}: {
  readonly netCents: number
  readonly vatPermille: number
}): number => netCents + vatOf(netCents, vatPermille)

/** Throws unless the cents are whole: an amount is never rounded. */
export function euroCents(cents: number): Money {
  if (!Number.isSafeInteger(cents))
    throw new RangeError(`amount is not in whole cents: ${String(cents)}`)
  return { cents, currency: 'EUR' }
}
