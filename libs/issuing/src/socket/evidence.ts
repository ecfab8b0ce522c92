import { signatureAlgorithms } from '@sotevarmenne/x509/signature-algorithm'
import { z } from 'zod'
import type { Evidence } from '../domain/evidence.ts'

/** Instead of evidence: recovery asks only for what was signed before. */
export const noEvidence = new Uint8Array(0)

/** Bytes. */
export const maxEvidenceBytes = 96 * 1024

export const encodeEvidence = ({ proof, basis }: Evidence): Uint8Array =>
  Buffer.from(JSON.stringify(inBase64({ proof, basis })))

/** Undefined for anything else than what `encodeEvidence` writes. */
export function decodeEvidence(bytes: Uint8Array): Evidence | undefined {
  try {
    return evidence.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data
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
const evidence = z.strictObject({
  proof: z.strictObject({ challenge: bytes, signature: bytes }),
  basis: z.discriminatedUnion('kind', [
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
  ]),
})
