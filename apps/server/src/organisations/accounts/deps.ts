import type { Sealing } from '#platform/sealing.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { BusinessRegister, SigningRegister } from '#people/registers/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

export type AccountsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
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
  readonly systemPermit: SystemPermit<'accounts.follow'>
}
