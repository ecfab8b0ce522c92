import type { Accounts } from '#organisations/accounts/index.ts'
import type { Production, ProductionDeps } from '#cards/production/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Permission, Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Limits } from './domain/test-card.ts'

/** Dependencies of the operations of test cards; `entry` wires them. */
export type TestCardsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly certificates: Pick<Certificates, 'issueCertificate'>
  readonly revocations: Pick<Revocations, 'revokeCard'>
  readonly caCertificates: ProductionDeps['caCertificates']
  readonly keyAlgorithm: ProductionDeps['keyAlgorithm']
  readonly limits: Limits
  readonly cards: Pick<Cards, 'cancelTestCard' | 'cancelIssuedTestCard' | 'statesOfTestCards'>
  readonly production: Pick<Production, 'acceptTestCard'>
  readonly organisations: Pick<Organisations, 'organisationsByIds' | 'contactsOf' | 'hasCeased'>
  /** For delivery addresses. */
  readonly sealing: Sealing
  readonly systemPermit: <Name extends Permission>(operation: Name) => Permit<Name>
}
