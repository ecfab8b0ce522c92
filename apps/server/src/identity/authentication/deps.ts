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
import type { OtherCards, PasswordHash, StatusAnswers, SuomiFi } from './ports.ts'

/** Whose certificates sign people in. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  /** Authorities that issue personal certificates, by the word under which `certificates` keeps theirs. */
  readonly issuers: readonly { readonly id: string; readonly certificate: Certificate }[]
}

/** What the deeds of access stand on; `entry` wires it. */
export type AccessDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  /** Made before all else. */
  readonly systemPermit: SystemPermit
  readonly roles: Pick<Roles, 'rolesNow'>
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode' | 'rememberPerson'>
  readonly lookUpPerson: LookUpPerson
  readonly registration: Pick<Registration, 'registrarAt' | 'findAppointment'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'findClient'>
  readonly revocation: Pick<Revocations, 'statusOf'>
  readonly trust: Trust
  readonly statusAnswers: StatusAnswers
  /** Without it people sign in by card only. */
  readonly suomiFi?: SuomiFi
  /** Of the door that asks browsers for the card's certificate by TLS; without it they have no way to it. */
  readonly cardDoorUrl?: string
  /** Without them no card of another trust service signs anybody in. */
  readonly otherCards?: OtherCards
  readonly passwordHash: PasswordHash
  /** Seals user names and finds them; attempts are counted by its fingerprints, of names and addresses nothing else is kept. */
  readonly sealing: Sealing
  /** Of the portal. */
  readonly publicUrl: string
  /** Origins of the portal, as browsers write them. */
  readonly origins: readonly string[]
}
