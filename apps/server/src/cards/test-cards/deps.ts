import type { TestCardKeys } from '@sotevarmenne/api/test-cards'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Production, ProductionDeps } from '#cards/production/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Limits } from './domain/test-card.ts'

/** Dependencies of the operations of test cards; `entry` wires them. */
export type TestCardsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly certificates: Pick<Certificates, 'issueCertificate'>
  readonly revocations: Pick<Revocations, 'revokeCard'>
  readonly caCertificates: ProductionDeps['caCertificates']
  readonly keyAlgorithm: ProductionDeps['keyAlgorithm']
  readonly cardLayout?: ProductionDeps['cardLayout']
  /** Keys that a vendor may choose; the first is on cards of which nothing is chosen. */
  readonly keys: readonly TestCardKeys[]
  readonly limits: Limits
  readonly cards: Pick<Cards, 'cancelTestCard' | 'cancelIssuedTestCard' | 'statesOfTestCards'>
  readonly production: Pick<Production, 'acceptTestCard'>
  readonly organisations: Pick<Organisations, 'organisationsByIds' | 'contactsOf' | 'hasCeased'>
  /** For delivery addresses. */
  readonly sealing: Sealing
  readonly systemPermit: SystemPermit
}
