import { signatureAlgorithms } from '@sotevarmenne/x509/signature-algorithm'
import { z } from 'zod'
import type { Basis, Evidence } from '../domain/evidence.ts'

/** Instead of evidence: recovery asks only for what was signed before. */
export const noEvidence = new Uint8Array(0)

/** Bytes. */
export const maxEvidenceBytes = 32 * 1024

export const encodeEvidence = ({ proof, basis }: Evidence): Uint8Array =>
  Buffer.from(JSON.stringify({ proof: inBase64(proof), basis: inBase64(basis) }))

/** Undefined for anything else than what `encodeEvidence` writes. */
export function decodeEvidence(bytes: Uint8Array): Evidence | undefined {
  try {
    return evidence.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data
  } catch {
    return undefined
  }
}

const inBase64 = (members: Evidence['proof'] | Basis): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : Buffer.from(value).toString('base64'),
    ]),
  )

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const signedStatement = {
  ...{ statement: bytes, signature: bytes, certificate: bytes },
  signatureAlgorithm: z.enum(signatureAlgorithms),
}
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
  ]),
})
