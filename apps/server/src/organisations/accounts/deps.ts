import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { BusinessRegister, SigningRegister } from '#people/registers/index.ts'

export type AccountsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf'>
  readonly organisations: Pick<
    Organisations,
    | 'codedUnits'
    | 'contactsAround'
    | 'contactsOf'
    | 'enterItself'
    | 'changeContacts'
    | 'changeUnits'
    | 'organisationById'
    | 'organisationWith'
    | 'showToMembers'
  >
  readonly businessRegister: BusinessRegister
  readonly signingRegister: SigningRegister
  /** Seals addresses and powers of attorney, and creates invitation links. */
  readonly sealing: Sealing
  /** Public URL of the service: invitation links begin with it. */
  readonly publicUrl: string
  readonly systemPermit: (operation: 'accounts.follow') => Permit<'accounts.follow'>
}
