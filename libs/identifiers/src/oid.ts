import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessId } from './business-id.ts'

/**
 * An object identifier in dotted text, as in the registers of social and health care: organisations, units
 * and people.
 */
export type Oid = Brand<string, 'Oid'>

export type OidRefusal =
  { readonly kind: 'not-an-oid' } | { readonly kind: 'too-many-arcs'; readonly maxArcs: number }

const maxArcs = 64
const maxArcDigits = 39

/** Parses an object identifier: arcs without leading zeros, the first two within the bounds of X.660. */
export function parseOid(text: string): Result<Oid, OidRefusal> {
  const oid = text.trim()
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(oid)) return refuse({ kind: 'not-an-oid' })
  const [first, second, ...others] = oid.split('.')
  if (others.length + 2 > maxArcs) return refuse({ kind: 'too-many-arcs', maxArcs })
  // Under 0 and 1 there are forty arcs; 39 digits hold the 128 bits of a UUID under 2.25.
  if (first !== '2' && Number(second) > 39) return refuse({ kind: 'not-an-oid' })
  if ([second, ...others].some((arc) => (arc ?? '').length > maxArcDigits))
    return refuse({ kind: 'not-an-oid' })
  return ok(oid as Oid)
}

/**
 * The OID of a social or health care organisation: its business ID without dash and leading zeros, under
 * `1.2.246.10`.
 */
export const organisationOid = (businessId: BusinessId): Oid =>
  `1.2.246.10.${businessId.replace('-', '').replace(/^0+/, '')}` as Oid

/** Whether `oid` is `root` or is under it in the tree. */
export const isWithin = (oid: Oid, root: Oid): boolean => oid === root || oid.startsWith(`${root}.`)
