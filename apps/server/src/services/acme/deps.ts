import type { Result } from '@sotevarmenne/kernel/result'
import type { PlanJob } from '#platform/outbox.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { AcmeRefusal } from './acme-refusal.ts'
import type { CaaRecord } from './domain/caa.ts'
import type { CheckSignature } from '#platform/check-signature.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

/** What is publicly visible of a name. A problem is passed to the program unchanged. */
export type NameProbe = {
  /** The content at the URL of HTTP-01 (RFC 8555 § 8.3). */
  readonly fetchKeyAuthorization: (
    name: string,
    token: string,
  ) => Promise<Result<string, AcmeRefusal>>
  /** The certificate that the server shows for TLS-ALPN-01 (RFC 8737 § 3), DER. */
  readonly fetchAcmeCertificate: (name: string) => Promise<Result<Uint8Array, AcmeRefusal>>
  /** The TXT records of DNS-01 (§ 8.4) and of standing proofs. */
  readonly lookUpTexts: (name: string) => Promise<Result<readonly string[], AcmeRefusal>>
  /**
   * Which CAs may certify the name, by the nearest CAA records at or above it (RFC 8659 § 3); empty without
   * records.
   */
  readonly lookUpCaa: (name: string) => Promise<Result<readonly CaaRecord[], AcmeRefusal>>
}

/** Rate limits of one program, or of the programs of one account; the rest waits. */
export type AcmeLimits = {
  /** Orders per hour and account. */
  readonly ordersAnHour: number
  /** Failed validations per hour and account. */
  readonly failuresAnHour: number
}

export type AcmeDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  /** Of the outbox that validates names: separate from the general one. */
  readonly planValidation: PlanJob
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly organisations: Pick<
    Organisations,
    'organisationNames' | 'organisationByBusinessId' | 'organisationById'
  >
  readonly certificates: Pick<
    Certificates,
    'findCertificate' | 'chainOf' | 'isKeyCertified' | 'isServerAddress'
  >
  readonly serviceCertificates: Pick<
    ServiceCertificates,
    | 'assessForProgram'
    | 'queryBusinesses'
    | 'orderByProgram'
    | 'endProgram'
    | 'revokeByProgram'
    | 'standingsOf'
    | 'programApplicationOf'
  >
  /** Of a case officer who checks or approves. */
  readonly checkSignature: CheckSignature
  /** The issuers of service certificates, of every generation. */
  readonly issuers: readonly { readonly id: string; readonly subjectKeyIdentifier: Uint8Array }[]
  /** Checks whether the program controls a name; outside transactions. */
  readonly probe: NameProbe
  /** Seals contacts and EAB keys, and authenticates nonces. */
  readonly sealing: Sealing
  /** Where programs reach the service: the URLs that they sign begin with it. */
  readonly publicUrl: string
  /** The name of this service in CAA records; without it they are not checked. */
  readonly caaDomain?: string | undefined
  /**
   * The name of this service in standing DNS records (draft-ietf-acme-dns-persist-02), which is its name in CAA
   * records; without it `dns-persist-01` is not offered.
   */
  readonly issuerDomainName?: string | undefined
  /** Whether programs may choose a profile (draft-ietf-acme-profiles). */
  readonly offersProfiles?: boolean
  readonly limits: AcmeLimits
  readonly systemPermit: SystemPermit<'acme.serve' | 'acme.validate'>
}
