import type { Accounts } from '#organisations/accounts/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type ApiKeysDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly systemPermit: SystemPermit<'apiKeys.endWithOrganisation'>
}
