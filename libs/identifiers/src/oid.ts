import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessId } from './business-id.ts'

/** An object identifier in dotted text, as the registers of social and health care name organisations, units and people. */
export type Oid = Brand<string, 'Oid'>

export type OidRefusal =
  { readonly kind: 'not-an-oid' } | { readonly kind: 'too-many-arcs'; readonly mostArcs: number }

const mostArcs = 64
const longestArc = 39

/** Reads an object identifier: arcs without leading zeros, the first two within the bounds of X.660. */
export function parseOid(text: string): Result<Oid, OidRefusal> {
  const oid = text.trim()
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(oid)) return refuse({ kind: 'not-an-oid' })
  const [first, second, ...others] = oid.split('.')
  if (others.length + 2 > mostArcs) return refuse({ kind: 'too-many-arcs', mostArcs })
  // Under 0 and 1 there are forty arcs; 39 digits hold the 128 bits of a UUID under 2.25.
  if (first !== '2' && Number(second) > 39) return refuse({ kind: 'not-an-oid' })
  if ([second, ...others].some((arc) => (arc ?? '').length > longestArc))
    return refuse({ kind: 'not-an-oid' })
  return ok(oid as Oid)
}

/** The identifier of an organisation of social and health care: its business ID without dash and leading zeros, under `1.2.246.10`. */
export const organisationOid = (businessId: BusinessId): Oid =>
  `1.2.246.10.${businessId.replace('-', '').replace(/^0+/, '')}` as Oid

/** Whether one identifier is the other, or stands under it in the tree. */
export const isWithin = (oid: Oid, root: Oid): boolean => oid === root || oid.startsWith(`${root}.`)
