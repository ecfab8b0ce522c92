import type { Accounts } from '#organisations/accounts/index.ts'
import type { Signing } from '#services/document-signing/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { BusinessRegister } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { RenderDocument } from './ports.ts'

export type AgreementsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findPerson'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    | 'organisationById'
    | 'contactsOf'
    | 'organisationsByBusinessIds'
    | 'drawSigned'
    | 'checkOverlap'
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
