import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { bitString, bitStringOf, sequence, sequenceOf, type DerNode } from './der.ts'
import {
  decodeSignatureAlgorithm,
  encodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'

/**
 * Certificates, CRLs and requests share this frame: the signed part, the algorithm and the signature (RFC
 * 5280 § 4.1.1).
 */
export type Signed = {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  /** As in X.509: for ECDSA in DER. */
  readonly signature: Uint8Array
}

export const assembleSigned = ({ tbs, signatureAlgorithm, signature }: Signed): Uint8Array =>
  sequence(tbs, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature))

/** The frame, with the signed part not yet read. */
export type SignedNodes = Omit<Signed, 'tbs'> & { readonly tbsNode: DerNode }

/** Takes the frame apart; refuses with the name of the malformed part. */
export function signedNodesOf(
  node: DerNode,
): Result<SignedNodes, 'frame' | 'signatureAlgorithm' | 'signature'> {
  const [tbsNode, algorithmNode, signatureNode, ...rest] = sequenceOf(node) ?? []
  if (tbsNode === undefined || rest.length > 0) return refuse('frame')
  const signatureAlgorithm = decodeSignatureAlgorithm(algorithmNode)
  if (signatureAlgorithm === undefined) return refuse('signatureAlgorithm')
  const signature = bitStringOf(signatureNode)
  if (signature === undefined) return refuse('signature')
  return ok({ tbsNode, signatureAlgorithm, signature })
}
