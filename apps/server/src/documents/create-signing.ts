import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { complete, ownCertificate, type CompletedSignature } from './complete-signature.ts'
import type { SigningDeps } from './deps.ts'

export type Signing = ReturnType<typeof createSigning>

/** For other modules, whose documents holders sign: the service knows the document then. */
export const createSigning = (deps: SigningDeps) => ({
  /** Outside the transaction of the act: others are asked. */
  complete: complete(deps),
  /** In it: whose card signed, and that it is not closed now. */
  signerOf: (tx: Tx, permit: Permit, { signed }: CompletedSignature) =>
    ownCertificate(deps, tx, permit, signed),
})
