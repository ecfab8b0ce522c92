import type { Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { AcmeRefusal } from './acme-refusal.ts'
import type { CaaRecord } from './domain/caa.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'

/** What the world says of a name. A problem is told to the program as it is. */
export type NameProbe = {
  /** What lies at the address of HTTP-01 (RFC 8555 § 8.3). */
  readonly fetchKeyAuthorization: (
    name: string,
    token: string,
  ) => Promise<Result<string, AcmeRefusal>>
  /** The texts of DNS-01 (§ 8.4). */
  readonly lookUpTexts: (name: string) => Promise<Result<readonly string[], AcmeRefusal>>
  /** Which authorities may certify the name, by the nearest CAA records at or above it (RFC 8659 § 3); none where nobody said. */
  readonly lookUpCaa: (name: string) => Promise<Result<readonly CaaRecord[], AcmeRefusal>>
}

/** What one program, or the programs of one account, may do; the rest waits. */
export type AcmeLimits = {
  /** Orders an hour and account. */
  readonly ordersAnHour: number
  /** Names that were not proved, an hour and account. */
  readonly failuresAnHour: number
}

export type AcmeDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  /** Of the outbox that validates names: apart from that of everything else. */
  readonly planValidation: PlanJob
  readonly people: Pick<People, 'namesOf'>
  readonly accounts: Pick<Accounts, 'prepareAct' | 'judgeMember'>
  readonly organisations: Pick<Organisations, 'organisationNames' | 'organisationByBusinessId'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'chainOf'>
  readonly serviceCertificates: Pick<
    ServiceCertificates,
    | 'assessForProgram'
    | 'askBusinesses'
    | 'orderByProgram'
    | 'revokeByProgram'
    | 'standingsOf'
    | 'programApplicationOf'
  >
  /** Who issues service certificates, of every generation. */
  readonly issuers: readonly { readonly id: string; readonly subjectKeyIdentifier: Uint8Array }[]
  /** Looks whether a name is whose program says so; outside transactions. */
  readonly probe: NameProbe
  /** Seals contacts and binding keys, and marks nonces as ours. */
  readonly sealing: Sealing
  /** Where programs reach the service: the addresses that they sign begin with it. */
  readonly publicUrl: string
  /** By which CAA records name this service; they are not asked without it. */
  readonly caaDomain?: string | undefined
  readonly limits: AcmeLimits
  readonly systemPermit: <Name extends 'acme.serve' | 'acme.validate'>(deed: Name) => Permit<Name>
}
