import type { Accounts } from '#organisations/accounts/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'

export type EmploymentsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly people: Pick<People, 'findByIdentityCode' | 'identityCodeOf' | 'knownAmong'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<Organisations, 'organisationById'>
  readonly cards: Pick<Cards, 'endWithEmployment'>
  /** Seals what organisations state about people, and finds it for the visitor. */
  readonly sealing: Sealing
  readonly systemPermit: (operation: 'employments.forget') => Permit<'employments.forget'>
}
