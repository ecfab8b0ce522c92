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

/** Who signed, and by which certificate; a card of another trust service has no number here. */
type SignerFacts = {
  readonly about: Pick<DocumentSigned['about'], 'personId'> & { readonly cardId?: string }
  readonly certificate: DocumentSigned['certificate']
}

/** For other modules, whose documents holders sign: the service knows the document then. Cards of `others` sign them too. */
export const createSigning = (deps: SigningDeps, others: OtherSigners) => ({
  /** Outside the transaction of the act: others are asked. */
  complete: complete(deps, others),
  /** In it: whose card signed, and that one of ours is not closed now. */
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
