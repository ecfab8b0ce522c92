import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts, CodedOrganisation } from '../../../people/registers/contract.ts'
import type { OrganisationFacts } from '../contract.ts'

export type UnitNotCoded = { readonly kind: 'unit-not-in-code-service'; readonly oid: string }

/** Why the registers do not confirm the data. */
export type NotRegistered =
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'organisation-not-in-code-service'; readonly oid: string }
  | UnitNotCoded

type Coded = Pick<CodedOrganisation, 'oid'>

/**
 * Whether the registers confirm the organisation. One in bankruptcy may still need cards; one that has ceased
 * may not. The code service has all care providers and pharmacies, and may have other bodies. `coded`: its
 * entries of the business ID.
 */
export function checkRegistered(
  { kind, oid, units }: Pick<OrganisationFacts, 'kind' | 'oid' | 'units'>,
  {
    business,
    coded,
  }: { readonly business: Pick<BusinessFacts, 'status'>; readonly coded: readonly Coded[] },
): Result<undefined, NotRegistered> {
  if (business.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  return checkCoded({ kind, oid, units }, coded)
}

/** Whether the code service has the care provider and the units. */
export function checkCoded(
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
 * The kind of an organisation that adds itself (R281): a provider if the code service has it, otherwise
 * another body. Its own people's statement does not count; a case officer later marks pharmacies, which get
 * the same as a provider.
 */
export const kindOf = (oid: Oid, coded: readonly Coded[]): 'provider' | 'other-body' =>
  has(coded, oid) ? 'provider' : 'other-body'

const has = (coded: readonly Coded[], sought: Oid): boolean =>
  coded.some(({ oid }) => oid === sought)
