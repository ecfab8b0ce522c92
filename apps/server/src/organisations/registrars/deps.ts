import type { Accounts } from '#organisations/accounts/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Registration } from '#points/points/index.ts'
import type { RecordAll } from '#platform/record.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type RegistrarsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly recordAll: RecordAll
  readonly people: Pick<People, 'findByIdentityCode' | 'knownAmong' | 'namesOf'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    | 'organisationById'
    | 'organisationByBusinessId'
    | 'organisationNames'
    | 'agreementForRegistrars'
    | 'hasCeased'
    | 'contactsOf'
  >
  readonly registration: Pick<
    Registration,
    | 'findPoint'
    | 'findPoints'
    | 'pointsOfPointOperator'
    | 'appointRegistrar'
    | 'endRegistrarRole'
    | 'findRegistrarRole'
    | 'registrarRolesOf'
    | 'registrarRolesPage'
    | 'registrarsAt'
  >
  readonly cards: Pick<Cards, 'cardsOf' | 'holdersOfCardsInUse'>
  /** Seals the data of people in applications, and the proofs of their training. */
  readonly sealing: Sealing
  readonly systemPermit: SystemPermit<'registrars.follow'>
}
