import type { Issuers, LegacyCa, SignerClient } from '#pki/ca/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { RecordAll } from '#platform/record.ts'

/** What the issuing path depends on. */
export type IssuingDeps = {
  readonly db: Db
  readonly recordAll: RecordAll
  readonly issuers: Pick<Issuers, 'find' | 'current' | 'all'>
  /** Legacy CAs; none by default. */
  readonly legacyCas?: readonly Pick<LegacyCa, 'id' | 'certificate'>[]
  readonly signer: Pick<SignerClient, 'signCertificate' | 'voidReservation'>
  readonly clock: Clock
}
