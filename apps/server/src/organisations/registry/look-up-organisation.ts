import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import { parseBusinessId, type BusinessIdRefusal } from '@sotevarmenne/identifiers/business-id'
import { isWithin, organisationOid } from '@sotevarmenne/identifiers/oid'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type {
  CodedOrganisation,
  NoCopyYet,
  RegisterUnavailable,
} from '#people/registers/contract.ts'
import { isOver, unavailableProblems, noCopyProblems } from '#people/registers/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrganisationFacts, Unit } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { organisationWith } from './store.ts'
import { texts } from './texts.ts'

export type LookUpRefusal =
  | BusinessIdRefusal
  | { readonly kind: 'unknown-to-business-register' }
  | RegisterUnavailable
  | NoCopyYet

type LookedUp = ResponseOf<typeof contracts.lookUpOrganisation>

/** Max units in one response. */
const maxUnits = 500

/** The registers' data of an organisation before it is added. Not about persons: it leaves no audit entry. */
export const lookUpOrganisation = operation({
  contract: contracts.lookUpOrganisation,
  problems: {
    'not-a-business-id': { status: 422, ...texts.notABusinessId },
    'wrong-check-digit': { status: 422, ...texts.wrongCheckDigit },
    'unknown-to-business-register': { status: 422, ...texts.unknownToBusinessRegister },
    ...unavailableProblems,
    ...noCopyProblems,
  },
  handle:
    (deps: OrganisationsDeps) =>
    async (_permit, input): Promise<Result<LookedUp, LookUpRefusal>> => {
      const businessId = parseBusinessId(input.businessId)
      if (!businessId.ok) return businessId
      const business = await deps.businessRegister.lookUpBusiness(businessId.value)
      if (!business.ok) return business

      const oid = organisationOid(businessId.value)
      return deps.db.read(async (tx): Promise<Result<LookedUp, LookUpRefusal>> => {
        const found = await codedUnitsOf(deps)(tx, { businessId: businessId.value, oid })
        if (!found.ok) return found
        const known = await organisationWith(tx, { businessId: businessId.value, oid })
        const { coded, ...units } = found.value
        return ok({
          businessId: businessId.value,
          ...{ name: business.value.name, status: business.value.status, oid },
          isCoded: coded.some((one) => one.oid === oid),
          ...showCodedUnits(units),
          ...(known && { organisationId: known.organisationId }),
        })
      })
    },
})

/** In a response, by OID. */
export const showCodedUnits = ({ units, copiedAt }: Omit<CodedUnits, 'coded'>) => ({
  units: units.slice(0, maxUnits).map((unit) => ({ ...unit })),
  isCut: units.length > maxUnits,
  copiedAt: formatInstant(copiedAt),
})

type CodedUnits = {
  /** All entries of the business ID. */
  readonly coded: readonly CodedOrganisation[]
  /** The units under its OID. */
  readonly units: readonly Unit[]
  readonly copiedAt: Instant
}

/** Entries in the last copy of the code service that have not ended, in the order of OIDs. */
export const codedUnitsOf =
  (deps: Pick<OrganisationsDeps, 'clock' | 'codes'>) =>
  async (
    tx: Tx,
    { businessId, oid }: Pick<OrganisationFacts, 'businessId' | 'oid'>,
  ): Promise<Result<CodedUnits, NoCopyYet>> => {
    const found = await deps.codes.organisationsOf(tx, businessId, maxCoded)
    if (!found.ok) return found
    const today = dateInHelsinki(deps.clock.now())
    const coded = found.value.value.filter((entry) => !isOver(entry, today))
    const units = coded
      .filter((entry) => entry.oid !== oid && isWithin(entry.oid, oid))
      .map((entry) => ({ oid: entry.oid, name: entry.name }))
    return ok({ coded, units, copiedAt: found.value.copiedAt })
  }

/** More units than any organisation has. */
const maxCoded = 20_000
