import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { ok } from '@sotevarmenne/kernel/result'
import type { OrganisationsDeps } from './deps.ts'
import type {
  CardAgreementTerms,
  DelegationTerms,
  CustomerNumber,
  Organisation,
  OrganisationId,
  Agreement,
  AgreementId,
} from './contract.ts'

/** A hospital with one unit. */
export const aProvider = (changes: Partial<Organisation> = {}): Organisation => ({
  organisationId: 'provider' as string as OrganisationId,
  customerNumber: 'A0000001' as string as CustomerNumber,
  businessId: '0204819-8' as string as BusinessId,
  oid: oid('1.2.246.10.2048198'),
  name: 'Esimerkkilän sairaala',
  kind: 'provider',
  units: [{ oid: oid('1.2.246.10.2048198.10.1'), name: 'Poliklinikka' }],
  version: 1,
  ...changes,
})

export const oid = (text: string): Oid => text as Oid

const every = {
  agreementId: 'agreement' as string as AgreementId,
  organisationId: 'provider' as string as OrganisationId,
  products: ['staff-card'],
  points: ['own-point'],
  validFrom: localDate('2026-01-01'),
  proposedBy: 'one',
  proposedAt: instant(1_795_000_000_000),
} as const

const approval = {
  state: 'approved',
  approvedBy: 'other',
  approvedAt: instant(1_795_000_000_001),
} as const

/** In force for the whole organisation, at its own point. */
export const aCardAgreement = (changes: Partial<CardAgreementTerms> = {}): Agreement => ({
  ...every,
  kind: 'agreement',
  units: 'all',
  priceList: 'standard',
  ...changes,
  ...approval,
})

/** In force, at a point of the other organisation. */
export const aDelegation = (changes: Partial<DelegationTerms> = {}): Agreement => ({
  ...every,
  agreementId: 'delegation' as string as AgreementId,
  kind: 'delegation',
  points: ['other-point'],
  delegate: 'other' as string as OrganisationId,
  deliveryAddress: {
    street: 'Esimerkkikatu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
  accepted: { on: localDate('2026-01-01') },
  ...changes,
  ...approval,
})

/** Registers that know every business ID, each with the organisation and nine units in the code service. */
export const registersOfAll: Pick<OrganisationsDeps, 'businessRegister' | 'codes'> = {
  businessRegister: {
    lookUpBusiness: async (businessId) => ok({ businessId, name: 'Esimerkki', status: 'active' }),
  },
  codes: {
    findOrganisation: async (_tx, sought) => ok({ value: coded(sought), copiedAt }),
    organisationsOf: async (_tx, businessId) => {
      const root = organisationOid(businessId)
      const oids = [
        root,
        ...Array.from({ length: 9 }, (_, at) => oid(`${root}.10.${String(at + 1)}`)),
      ]
      return ok({ value: oids.map((each) => ({ ...coded(each), businessId })), copiedAt })
    },
  },
}

const copiedAt = instant(1_795_000_000_000)
const coded = (each: Oid) => ({
  ...{ oid: each, codeList: 'organisations' as const, name: 'Yksikkö' },
  validFrom: localDate('2020-01-01'),
})

let given = 0

/** A business ID that no other test of the suite uses. */
export function aBusinessId(): string {
  for (;;) {
    given += 1
    const digits = String(3_000_000 + given)
    const weights = [7, 9, 10, 5, 8, 4, 2]
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
    const rest = sum % 11
    if (rest !== 1) return `${digits}-${String(rest === 0 ? 0 : 11 - rest)}`
  }
}
