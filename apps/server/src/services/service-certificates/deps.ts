import type { Permit } from '#platform/permit.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { BusinessRegister, Codes } from '#people/registers/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { ProofProbe } from './look-up-name-proofs.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { CheckSignature } from '#platform/check-signature.ts'

export type ServiceCertificatesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    | 'organisationById'
    | 'organisationNames'
    | 'organisationWith'
    | 'organisationByNumbers'
    | 'hasCeased'
  >
  readonly businessRegister: BusinessRegister
  readonly codes: Pick<
    Codes,
    'findOrganisation' | 'organisationsOf' | 'intermediaries' | 'historyOf' | 'touchedSince'
  >
  readonly certificates: Pick<
    Certificates,
    | 'certifyService'
    | 'isServiceBegun'
    | 'examineRequest'
    | 'isServerAddress'
    | 'findCertificate'
    | 'chainOf'
  >
  readonly revocations: Pick<Revocations, 'revokeCertificates'>
  /** Of a case officer who checks or approves. */
  readonly checkSignature: CheckSignature
  /** Checks whether an applicant controls a name; outside transactions. */
  readonly probe: ProofProbe
  /** Seals contacts and certificates of conformity, and creates the links of requests. */
  readonly sealing: Sealing
  /** Public base URL of the service, with which links begin. */
  readonly publicUrl: string
  readonly systemPermit: <
    Name extends
      | 'certificates.issueCertificate'
      | 'serviceCertificates.issue'
      | 'serviceCertificates.remind'
      | 'serviceCertificates.receiveCodes'
      | 'serviceCertificates.revokeOutdated',
  >(
    operation: Name,
  ) => Permit<Name>
}
