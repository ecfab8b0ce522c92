import type { Issuers, OlderAuthority, SignerClient } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { RecordAll } from '#platform/record.ts'

/** What the issuing path stands on. */
export type IssuingDeps = {
  readonly db: Db
  readonly recordAll: RecordAll
  readonly issuers: Pick<Issuers, 'find' | 'current' | 'all'>
  /** Of an older system; none unless given. */
  readonly older?: readonly Pick<OlderAuthority, 'id' | 'certificate'>[]
  readonly signer: Pick<SignerClient, 'signCertificate' | 'giveUp'>
  readonly clock: Clock
}
