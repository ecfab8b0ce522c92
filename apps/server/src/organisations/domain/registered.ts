import type { Oid } from '@sotevarmenne/identifiers/oid'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { BusinessFacts, CodedOrganisation } from '../../registers/contract.ts'
import type { OrganisationFacts, Unit } from '../contract.ts'

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
  if (kind !== 'other-body' && !has(coded, oid))
    return refuse({ kind: 'organisation-not-in-code-service', oid })
  return judgeUnits(units, coded)
}

/** Units are those of the code service. */
export function judgeUnits(
  units: readonly Unit[],
  coded: readonly Coded[],
): Result<undefined, UnitNotCoded> {
  const known = new Set(coded.map(({ oid }) => oid))
  const missed = units.find(({ oid }) => !known.has(oid))
  return missed ? refuse({ kind: 'unit-not-in-code-service', oid: missed.oid }) : ok(undefined)
}

const has = (coded: readonly Coded[], sought: Oid): boolean =>
  coded.some(({ oid }) => oid === sought)
