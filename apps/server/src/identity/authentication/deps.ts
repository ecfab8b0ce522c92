import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Roles, SystemPermit } from '#identity/permissions/index.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { LookUpPerson } from '#people/registers/contract.ts'
import type { Registration } from '#points/points/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { OtherCards, PasswordHash, StatusResponses, SuomiFi } from './ports.ts'

/** The CAs and issuers whose certificates sign people in. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  /** CAs that issue personal certificates, by the id under which `certificates` stores theirs. */
  readonly issuers: readonly { readonly id: string; readonly certificate: Certificate }[]
}

/** Dependencies of the access operations; wired by `entry`. */
export type AccessDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  /** Created before everything else. */
  readonly systemPermit: SystemPermit
  readonly roles: Pick<Roles, 'rolesNow'>
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode' | 'rememberPerson'>
  readonly lookUpPerson: LookUpPerson
  readonly registration: Pick<Registration, 'registrarAt' | 'findRegistrarRole'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'findClient'>
  readonly revocation: Pick<Revocations, 'statusOf'>
  readonly trust: Trust
  readonly statusResponses: StatusResponses
  /** Without it people sign in by card only. */
  readonly suomiFi?: SuomiFi
  /** URL of the listener for TLS client-certificate sign-in; without it this sign-in is not offered. */
  readonly tlsSignInUrl?: string
  /** Without them no card of another trust service can sign in. */
  readonly otherCards?: OtherCards
  readonly passwordHash: PasswordHash
  /**
   * Seals user names and finds them; attempts are counted by its fingerprints. Names and addresses are not
   * stored otherwise.
   */
  readonly sealing: Sealing
  /** URL of the portal. */
  readonly publicUrl: string
  /** Origins of the portal, as browsers write them. */
  readonly origins: readonly string[]
}
