import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  complete,
  ownCertificate,
  type CompletedSignature,
  type CompleteSignatureRefusal,
} from './complete-signature.ts'
import type { DocumentSigned, OtherSigner } from './contract.ts'
import type { OtherSigners, SigningDeps } from './deps.ts'

export type Signing = ReturnType<typeof createSigning>

/** Who signed, and with which certificate; a card of another trust service has no number here. */
type SignerFacts = {
  readonly about: Pick<DocumentSigned['about'], 'personId'> & { readonly cardId?: string }
  readonly certificate: DocumentSigned['certificate']
}

/**
 * For other modules with documents that holders sign; there the service knows the document. Cards of `others`
 * sign them too.
 */
export const createSigning = (deps: SigningDeps, others: OtherSigners) => ({
  /** Outside the transaction of the operation: it sends external requests. */
  complete: complete(deps, others),
  /** Inside the transaction: whose card signed, and that a card of ours is not cancelled now. */
  signerOf: (
    tx: Tx,
    permit: Permit,
    { signed, otherSigner }: CompletedSignature,
  ): Promise<Result<SignerFacts, CompleteSignatureRefusal>> =>
    otherSigner
      ? Promise.resolve(ok(factsOf(otherSigner)))
      : ownCertificate(deps, tx, permit, signed),
})

const factsOf = ({ personId, certificate }: OtherSigner): SignerFacts => ({
  about: { personId },
  certificate,
})
