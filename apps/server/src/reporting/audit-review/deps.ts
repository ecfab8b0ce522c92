import type { Audit } from '#audit/index.ts'
import type { SpareCards } from '#cards/spare-cards/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Registration } from '#points/points/index.ts'

export type AuditReviewDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly sealing: Sealing
  readonly audit: Pick<Audit, 'searchAuditLog' | 'viewEntry' | 'viewHistory' | 'recordAll'>
  readonly people: Pick<
    People,
    'findPerson' | 'findByIdentityCode' | 'identityCodeOf' | 'searchPeople' | 'namesOf'
  >
  readonly spareCards: Pick<SpareCards, 'spareCardsForCaller' | 'holderOfSpareCardNumber'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'allClients'>
  readonly organisations: Pick<Organisations, 'organisationsByIds' | 'searchOrganisations'>
  readonly registration: Pick<Registration, 'findPoints'>
  /** Every CA of which the service knows certificates. */
  readonly issuers: readonly string[]
  /** When other than the default. */
  readonly searchesAnHour?: number
}
