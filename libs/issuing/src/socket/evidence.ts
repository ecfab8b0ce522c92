import { signatureAlgorithms } from '@sotevarmenne/x509/signature-algorithm'
import { z } from 'zod'
import type { Basis, Evidence, ProofOfPossession } from '../domain/evidence.ts'
import { joinParts, splitParts } from './frames.ts'

/** Instead of evidence: recovery asks only for what was signed before. */
export const noEvidence = new Uint8Array(0)

/** Challenge, its signature and the basis, as parts: the basis, in JSON, may be the same for many certificates. */
export const encodeEvidence = ({ proof, basis }: Evidence): Uint8Array =>
  joinParts([proof.challenge, proof.signature, encodeBasis(basis)])

/** The parts of evidence, before its basis is read. */
export type EvidenceParts = { readonly proof: ProofOfPossession; readonly basis: Uint8Array }

/** Undefined for anything else than what `encodeEvidence` writes. */
export function splitEvidence(bytes: Uint8Array): EvidenceParts | undefined {
  const [challenge, signature, basis, ...more] = splitParts(bytes) ?? []
  if (challenge === undefined || signature === undefined || basis === undefined) return undefined
  return more.length > 0 ? undefined : { proof: { challenge, signature }, basis }
}

/** By the object: a client program's approval is encoded once. */
const encodedBefore = new WeakMap<Basis, Uint8Array>()

function encodeBasis(basis: Basis): Uint8Array {
  const known = encodedBefore.get(basis)
  if (known !== undefined) return known
  const encoded = Buffer.from(JSON.stringify(inBase64(basis)))
  encodedBefore.set(basis, encoded)
  return encoded
}

/** Undefined for anything else than what `encodeEvidence` writes. */
export function decodeBasis(bytes: Uint8Array): Basis | undefined {
  try {
    return basis.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Bytes in base64, at any depth. */
function inBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(inBase64)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inBase64(each)]))
}

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const signature = {
  ...{ signature: bytes, certificate: bytes },
  signatureAlgorithm: z.enum(signatureAlgorithms),
}
const signedStatement = { statement: bytes, ...signature }
export const maxIdTokenLength = 8192
const basis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), ...signedStatement }),
  z.strictObject({ kind: z.literal('renewal-signed'), ...signedStatement }),
  z.strictObject({
    kind: z.literal('renewal-identified'),
    ...{ statement: bytes, idToken: z.string().max(maxIdTokenLength), certificate: bytes },
  }),
  z.strictObject({ kind: z.literal('earlier-certificate'), certificate: bytes }),
  z.strictObject({ kind: z.literal('first-card') }),
  z.strictObject({ kind: z.literal('test-card') }),
  z.strictObject({
    kind: z.literal('approved-by-two'),
    ...{ statement: bytes, approvals: z.array(z.strictObject(signature)).max(2) },
  }),
])
