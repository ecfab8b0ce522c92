import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { IdentifiedWriter } from './contact/contract.ts'

/** Whether the order is a renewal of that person, with an automatic decision. */
export type IsRenewalOf = (
  tx: Tx,
  requested: { readonly orderId: string; readonly personId: string },
) => Promise<boolean>

export type CasesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'checkMember' | 'prepareAction'>
  readonly organisations: Pick<Organisations, 'organisationNames'>
  readonly isRenewalOf: IsRenewalOf
  readonly systemPermit: SystemPermit<'cases.follow'>
  /** Whom Suomi.fi identified, by what its refused sign-in returned; undefined for anything else, or an old one. */
  readonly identifiedStranger: (token: string) => IdentifiedWriter | undefined
  /** Where people reach the service: mailed links begin with it. */
  readonly publicUrl: string
  /** Seals the texts. */
  readonly sealing: Sealing
}
