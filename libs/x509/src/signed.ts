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

/** The frame, with the signed part and the algorithm not yet read. */
export type FrameNodes = {
  readonly tbsNode: DerNode
  readonly algorithmNode: DerNode | undefined
  readonly signature: Uint8Array
}

/** The frame, with the signed part not yet read. */
export type SignedNodes = Omit<Signed, 'tbs'> & { readonly tbsNode: DerNode }

/** Takes the frame apart; refuses with the name of the malformed part. */
export function frameNodesOf(node: DerNode): Result<FrameNodes, 'frame' | 'signature'> {
  const [tbsNode, algorithmNode, signatureNode, ...rest] = sequenceOf(node) ?? []
  if (tbsNode === undefined || rest.length > 0) return refuse('frame')
  const signature = bitStringOf(signatureNode)
  return signature === undefined ? refuse('signature') : ok({ tbsNode, algorithmNode, signature })
}

/** The same, where only accepted algorithms are read. */
export function signedNodesOf(
  node: DerNode,
): Result<SignedNodes, 'frame' | 'signatureAlgorithm' | 'signature'> {
  const frame = frameNodesOf(node)
  if (!frame.ok && frame.refusal === 'frame') return frame
  const signatureAlgorithm = decodeSignatureAlgorithm(sequenceOf(node)?.[1])
  if (signatureAlgorithm === undefined) return refuse('signatureAlgorithm')
  if (!frame.ok) return frame
  const { tbsNode, signature } = frame.value
  return ok({ tbsNode, signatureAlgorithm, signature })
}
