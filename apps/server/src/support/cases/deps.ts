import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'

/** Whether the order is a renewal of that person, which has an automatic decision. */
export type IsRenewalOf = (
  tx: Tx,
  asked: { readonly orderId: string; readonly personId: string },
) => Promise<boolean>

export type ThreadsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'judgeMember' | 'prepareAct'>
  readonly organisations: Pick<Organisations, 'organisationNames'>
  readonly isRenewalOf: IsRenewalOf
  readonly systemPermit: (deed: 'threads.follow') => Permit<'threads.follow'>
  /** Seals what is written. */
  readonly sealing: Sealing
}
