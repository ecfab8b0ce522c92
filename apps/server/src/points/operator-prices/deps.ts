import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Registration } from '#points/points/index.ts'

export type OperatorPricesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    | 'organisationById'
    | 'organisationByBusinessId'
    | 'organisationsByIds'
    | 'hasCeased'
    | 'contactsOf'
  >
  readonly registration: Pick<
    Registration,
    'findPoint' | 'findPoints' | 'pointsOfPointOperator' | 'setPrice'
  >
  readonly people: Pick<People, 'personNamed'>
}
