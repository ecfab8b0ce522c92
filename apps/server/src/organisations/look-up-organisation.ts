import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import { parseBusinessId, type BusinessIdRefusal } from '@sotevarmenne/identifiers/business-id'
import { isWithin, organisationOid } from '@sotevarmenne/identifiers/oid'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { NoCopyYet, RegisterUnavailable } from '#registers/contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { organisationWith } from './store.ts'

export type LookUpRefusal =
  | BusinessIdRefusal
  | { readonly kind: 'unknown-to-business-register' }
  | RegisterUnavailable
  | NoCopyYet

type LookedUp = AnswerOf<typeof contracts.lookUpOrganisation>

/** As many units as one answer tells. */
const unitsTold = 500

/** What the registers say of an organisation before it is entered. About no person: it leaves no entry in the trail. */
export const lookUpOrganisation =
  (deps: OrganisationsDeps) =>
  async (
    _permit: Permit<'organisations.addOrganisation'>,
    input: InputOf<typeof contracts.lookUpOrganisation>,
  ): Promise<Result<LookedUp, LookUpRefusal>> => {
    const businessId = parseBusinessId(input.businessId)
    if (!businessId.ok) return businessId
    const business = await deps.businessRegister.lookUpBusiness(businessId.value)
    if (!business.ok) return business

    const oid = organisationOid(businessId.value)
    return deps.db.read(async (tx): Promise<Result<LookedUp, LookUpRefusal>> => {
      const coded = await deps.codes.organisationsOf(tx, businessId.value, unitsTold + 2)
      if (!coded.ok) return coded
      const known = await organisationWith(tx, { businessId: businessId.value, oid })
      const units = coded.value.value.filter((one) => one.oid !== oid && isWithin(one.oid, oid))
      return ok({
        businessId: businessId.value,
        ...{ name: business.value.name, status: business.value.status, oid },
        isCoded: coded.value.value.some((one) => one.oid === oid),
        units: units.slice(0, unitsTold).map((one) => ({ oid: one.oid, name: one.name })),
        isCut: units.length > unitsTold,
        copiedAt: formatInstant(coded.value.copiedAt),
        ...(known && { organisationId: known.organisationId }),
      })
    })
  }
