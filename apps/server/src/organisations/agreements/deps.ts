import type { Accounts } from '#organisations/accounts/index.ts'
import type { Signing } from '#services/document-signing/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { BusinessRegister } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { RenderDocument } from './ports.ts'

export type AgreementsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findPerson'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    | 'organisationById'
    | 'contactsOf'
    | 'organisationByNumbers'
    | 'drawSigned'
    | 'proposeSigned'
    | 'mayEndSigned'
    | 'endSigned'
  >
  readonly registration: Pick<Registration, 'findPoints' | 'pointsOfPointOperator'>
  readonly businessRegister: BusinessRegister
  readonly signing: Signing
  readonly renderDocument: RenderDocument
  /** Seals signed documents. */
  readonly sealing: Sealing
}
