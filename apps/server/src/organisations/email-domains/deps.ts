import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { LookUpDnsTexts } from '#platform/dns-texts.ts'
import type { Runtime } from '#platform/runtime.ts'

export type EmailDomainsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<Organisations, 'organisationById'>
  readonly lookUpTexts: LookUpDnsTexts
}
