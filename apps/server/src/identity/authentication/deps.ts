import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { Certificates } from '#pki/issuance/index.ts'
import type { ApiKeys } from '#organisations/api-keys/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Roles, SystemPermit } from '#identity/permissions/index.ts'
import type { LookUpPerson } from '#people/registers/contract.ts'
import type { Registration } from '#points/points/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { StatusResponses, ThirdPartyCards } from '#identity/third-party-cards/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { SuomiFi } from './ports.ts'
import type { RefusedSignIns } from './sessions/refused-sign-ins.ts'

/** The CAs and issuers whose certificates sign people in. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  /** CAs that issue personal certificates, by the id under which `certificates` stores theirs. */
  readonly issuers: readonly { readonly id: string; readonly certificate: Certificate }[]
}

/** Dependencies of the module; wired by `entry`. */
export type AuthenticationDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly refusedSignIns: RefusedSignIns
  /** Seals whom Suomi.fi identified and the service does not know. */
  readonly sealing: Sealing
  /** Created before everything else. */
  readonly systemPermit: SystemPermit
  readonly roles: Pick<Roles, 'rolesNow'>
  readonly people: Pick<People, 'findPerson' | 'findByIdentityCode' | 'rememberPerson'>
  readonly lookUpPerson: LookUpPerson
  readonly registration: Pick<Registration, 'registrarAt' | 'findRegistrarRole'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'findClient'>
  readonly revocations: Pick<Revocations, 'statusOf'>
  readonly trust: Trust
  readonly statusResponses: StatusResponses
  /** Without it people sign in by card only. */
  readonly suomiFi?: SuomiFi
  /** URL of the listener for TLS client-certificate sign-in; without it this sign-in is not offered. */
  readonly tlsSignInUrl?: string
  /** Without it no API key is valid. */
  readonly apiKeys?: Pick<ApiKeys, 'authenticate'>
  readonly thirdPartyCards: Omit<ThirdPartyCards, 'documentSigners'>
  /** URL of the portal. */
  readonly publicUrl: string
  /** Origins of the portal, as browsers write them. */
  readonly origins: readonly string[]
}
