import type { ActionsForMembers } from '#organisations/accounts/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { RecordAll } from '#platform/record.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type EmploymentsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  /** One statement for the audit entries of an act on many rows. */
  readonly recordAll: RecordAll
  readonly people: Pick<People, 'findByIdentityCode' | 'identityCodeOf' | 'knownAmong'>
  /** For members, and for programs with an API key of the organisation. */
  readonly accounts: ActionsForMembers<unknown>
  readonly organisations: Pick<
    Organisations,
    'organisationById' | 'checkPreparing' | 'partiesOfEnded' | 'organisationNames' | 'contactsOf'
  >
  readonly cards: Pick<
    Cards,
    | 'endWithEmployment'
    | 'listCardsOfEmployer'
    | 'countHeldCards'
    | 'findCardOfEmployer'
    | 'professionalHoldersAmong'
    | 'cardsOfEmployees'
  >
  /** Seals what organisations state about people, and finds it for the visitor. */
  readonly sealing: Sealing
  readonly systemPermit: SystemPermit<'employments.forget' | 'employments.endDue'>
}
