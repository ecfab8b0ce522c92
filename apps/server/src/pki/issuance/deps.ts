import type { Issuers, LegacyCa, SignerClient } from '#pki/ca/index.ts'
import type { RecordAll } from '#platform/record.ts'
import type { Runtime } from '#platform/runtime.ts'

/** What the issuing path depends on. */
export type IssuingDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly recordAll: RecordAll
  readonly issuers: Pick<Issuers, 'find' | 'current' | 'all'>
  /** Legacy CAs; none by default. */
  readonly legacyCas?: readonly Pick<LegacyCa, 'id' | 'certificate'>[]
  readonly signer: Pick<SignerClient, 'signCertificate' | 'voidReservation'>
}
