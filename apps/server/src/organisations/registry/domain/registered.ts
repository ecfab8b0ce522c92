import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts, CodedOrganisation } from '../../../people/registers/contract.ts'
import type { OrganisationFacts } from '../contract.ts'

export type UnitNotCoded = { readonly kind: 'unit-not-in-code-service'; readonly oid: string }

/** Why the registers do not bear out what is to be entered. */
export type NotRegistered =
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'organisation-not-in-code-service'; readonly oid: string }
  | UnitNotCoded

type Coded = Pick<CodedOrganisation, 'oid'>

/**
 * Whether the registers bear out the organisation. One in bankruptcy may still need cards; one that has ceased may not. The
 * code service has everybody who gives care and every pharmacy, and may have other bodies. `coded`: its entries of the business ID.
 */
export function judgeRegistered(
  { kind, oid, units }: Pick<OrganisationFacts, 'kind' | 'oid' | 'units'>,
  {
    business,
    coded,
  }: { readonly business: Pick<BusinessFacts, 'status'>; readonly coded: readonly Coded[] },
): Result<undefined, NotRegistered> {
  if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  return judgeCoded({ kind, oid, units }, coded)
}

/** Whether the code service has whoever is to give care, and the units. */
export function judgeCoded(
  { kind, oid, units }: Pick<OrganisationFacts, 'kind' | 'oid' | 'units'>,
  coded: readonly Coded[],
): Result<undefined, Exclude<NotRegistered, { readonly kind: 'organisation-ceased' }>> {
  if (kind !== 'other-body' && !has(coded, oid))
    return refuse({ kind: 'organisation-not-in-code-service', oid })
  const known = new Set(coded.map(({ oid }) => oid))
  const missed = units.find(({ oid }) => !known.has(oid))
  return missed ? refuse({ kind: 'unit-not-in-code-service', oid: missed.oid }) : ok(undefined)
}

/**
 * What an organisation that enters itself is (R281): whom the code service has is a provider, everybody else another body. What its
 * own people say counts for nothing; a pharmacy, which gets the same as a provider, is told from one by a handler.
 */
export const kindOf = (oid: Oid, coded: readonly Coded[]): 'provider' | 'other-body' =>
  has(coded, oid) ? 'provider' : 'other-body'

const has = (coded: readonly Coded[], sought: Oid): boolean =>
  coded.some(({ oid }) => oid === sought)
