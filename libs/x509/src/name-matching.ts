import type { Attribute, Name } from './names.ts'

/**
 * Whether two names are the same (RFC 5280 § 7.1): whatever their string types, and without regard to case
 * and needless space.
 */
export const isSameName = (one: Name, other: Name): boolean =>
  one.length === other.length && isWithinName(one, other)

/** Whether a name is the subtree's own or below it (RFC 5280 § 7.1). */
export const isWithinName = (name: Name, subtree: Name): boolean =>
  name.length >= subtree.length &&
  subtree.every((wanted, index) => isSameAttribute(wanted, name[index]))

const isSameAttribute = (one: Attribute, other: Attribute | undefined): boolean =>
  one.type === other?.type &&
  (one.value === other.value || prepared(one.value) === prepared(other.value))

/** The string preparation of RFC 4518, as far as names of people and organisations need it. */
const prepared = (value: string): string =>
  value.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ')
