import type { Instant } from '@sotevarmenne/kernel/instant'

export type Opening = { readonly isOpen: boolean; readonly changesAt?: Instant }

export type Nearby = {
  readonly name: string
  readonly address: { readonly postalCode: string }
  readonly opening: Opening
}

/**
 * Points for a person who needs one now, best first. Postal codes are assigned by area, so a shared prefix
 * means that two are near, without asking for anybody's location: the same region (two digits) first, then
 * the same part of the country (one), then the others. Within one, open points come before those that open
 * next, by time; then the longer prefix.
 */
export const nearestFirst =
  (postalCode: string | undefined) =>
  (one: Nearby, other: Nearby): number => {
    const here = shared(postalCode, one.address.postalCode)
    const there = shared(postalCode, other.address.postalCode)
    return (
      areaOf(there) - areaOf(here) ||
      Number(other.opening.isOpen) - Number(one.opening.isOpen) ||
      (one.opening.isOpen ? 0 : opensAt(one) - opensAt(other)) ||
      there - here ||
      one.name.localeCompare(other.name, 'fi')
    )
  }

const areaOf = (digits: number): number => Math.min(digits, 2)

const opensAt = ({ opening }: Nearby): number => opening.changesAt ?? Number.MAX_SAFE_INTEGER

/** The number of leading digits that they share. */
function shared(one: string | undefined, other: string): number {
  let digits = 0
  while (one !== undefined && digits < one.length && one[digits] === other[digits]) digits += 1
  return digits
}
