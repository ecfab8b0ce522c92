import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'

/** Whether the order is a renewal of that person, with an automatic decision. */
export type IsRenewalOf = (
  tx: Tx,
  requested: { readonly orderId: string; readonly personId: string },
) => Promise<boolean>

export type CasesDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'checkMember' | 'prepareAction'>
  readonly organisations: Pick<Organisations, 'organisationNames'>
  readonly isRenewalOf: IsRenewalOf
  readonly systemPermit: (operation: 'cases.follow') => Permit<'cases.follow'>
  /** Seals the texts. */
  readonly sealing: Sealing
}
