import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { bitString, bitStringOf, sequence, sequenceOf, type DerNode } from './der.ts'
import {
  decodeSignatureAlgorithm,
  encodeSignatureAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'

/** Certificates, lists and requests share this frame: what is signed, how, and the signature (RFC 5280 § 4.1.1). */
export type Signed = {
  /** The bytes that are signed. */
  readonly tbs: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  /** As X.509 has it: for ECDSA in DER. */
  readonly signature: Uint8Array
}

export const assembleSigned = ({ tbs, signatureAlgorithm, signature }: Signed): Uint8Array =>
  sequence(tbs, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature))

/** The frame, with what is signed still to be read. */
export type SignedNodes = Omit<Signed, 'tbs'> & { readonly tbsNode: DerNode }

/** Takes the frame apart; refuses with the name of the part that is not as it must be. */
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
