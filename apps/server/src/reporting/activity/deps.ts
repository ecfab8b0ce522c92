import type { ApiKeys } from '#organisations/api-keys/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { NamesDeps } from '#reporting/audit-review/index.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'

export type ActivityDeps = Pick<Runtime, 'db' | 'record'> &
  Omit<NamesDeps, 'people'> & {
    readonly people: Pick<People, 'namesOf' | 'findByIdentityCode' | 'searchPeople'>
    readonly accounts: Pick<Accounts, 'checkMember' | 'everMembersAmong' | 'memberOf'>
    readonly apiKeys: Pick<ApiKeys, 'keyNamesOf'>
    readonly serviceCertificates: Pick<ServiceCertificates, 'firstNamesOf'>
  }
