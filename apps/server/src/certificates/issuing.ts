import type { Issuers, SignerClient } from '#authority/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'

/** What the issuing path stands on. */
export type Issuing = {
  readonly db: Db
  readonly record: Record
  readonly issuers: Pick<Issuers, 'find' | 'current' | 'all'>
  readonly signer: Pick<SignerClient, 'signCertificate'>
  readonly clock: Clock
}
