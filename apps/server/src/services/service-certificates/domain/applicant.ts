import type { AgreementStanding } from '@sotevarmenne/api/organisations'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { isWithin, type Oid } from '@sotevarmenne/identifiers/oid'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SupplierAuthorisation } from '../contract.ts'

type Party = { readonly organisationId: string; readonly businessId: BusinessId }

export type ApplicantRefusal =
  /** By the business register (R314). */
  | { readonly kind: 'applicant-ceased' }
  | { readonly kind: 'oid-of-another' }
  | { readonly kind: 'authorisation-not-begun' }
  | { readonly kind: 'authorisation-ended' }

/**
 * May the applicant have a certificate with this OID (R181)? With its own OID yes; with another's only under
 * a supplier authorisation of its owner that is in force on the day and covers it. Otherwise a refusal. Not
 * transitive: an authorisation from a third party gives nothing.
 */
export function checkApplicant({
  applicant,
  owner,
  oid,
  authorisations,
  on,
  hasCeased,
}: {
  readonly applicant: Party
  readonly hasCeased: boolean
  /** The owner of the OID, by the business ID in the code service; undefined when it is not a customer. */
  readonly owner: Party | undefined
  readonly oid: Oid
  readonly authorisations: readonly SupplierAuthorisation[]
  readonly on: LocalDate
}): Result<'own' | SupplierAuthorisation, ApplicantRefusal> {
  if (owner?.organisationId === applicant.organisationId) return ok('own')
  if (hasCeased) return refuse({ kind: 'applicant-ceased' })
  const covering = authorisations.filter(
    ({ giver, authorised, oids }) =>
      giver === owner?.organisationId &&
      authorised === applicant.organisationId &&
      (oids === 'all' || oids.some((covered) => isWithin(oid, covered))),
  )
  const inForce = covering.find((one) => standingOf(one, on) === 'in-force')
  if (inForce) return ok(inForce)
  const standings = covering.map((one) => standingOf(one, on))
  if (standings.includes('not-begun')) return refuse({ kind: 'authorisation-not-begun' })
  return refuse({ kind: standings.length > 0 ? 'authorisation-ended' : 'oid-of-another' })
}

/** Its first and last day are inclusive; one that was ended is void from that instant. */
export function standingOf(
  { validFrom, validTo, endedAt }: SupplierAuthorisation,
  on: LocalDate,
): Exclude<AgreementStanding, 'not-approved'> {
  if (endedAt !== undefined || (validTo !== undefined && validTo < on)) return 'ended'
  return on < validFrom ? 'not-begun' : 'in-force'
}
