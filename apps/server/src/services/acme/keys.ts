import { createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint, importJWK, type CryptoKey } from 'jose'
import { z } from 'zod'

/**
 * Public keys that accounts may have, with the only algorithm of each. Other members of a JWK are not stored.
 */
const jwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), n: z.base64url().max(1400), e: z.base64url().max(12) }),
  z.object({
    kty: z.literal('EC'),
    crv: z.enum(['P-256', 'P-384']),
    x: z.base64url().max(64),
    y: z.base64url().max(64),
  }),
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.base64url().length(43) }),
])
export type AccountJwk = z.infer<typeof jwk>

/**
 * An account's key, ready to verify signatures; undefined when invalid or too weak (RSA under 2048 bits, or
 * above 8192).
 */
export async function readAccountKey(
  given: unknown,
): Promise<{ readonly jwk: AccountJwk; readonly key: CryptoKey | Uint8Array } | undefined> {
  const parsed = jwk.safeParse(given)
  if (!parsed.success) return undefined
  const { data } = parsed
  if (data.kty === 'RSA' && !isStrongRsa(data)) return undefined
  try {
    return { jwk: data, key: await importJWK(data, algorithmOf(data)) }
  } catch {
    // For example a point that is not on its curve.
    return undefined
  }
}

/** Supported JWS algorithms (RFC 7518, RFC 8037); none with a shared secret (RFC 8555 § 6.2). */
export const algorithms = ['RS256', 'ES256', 'ES384', 'EdDSA'] as const

/** One algorithm for each key: the sender has no choice. */
export function algorithmOf(key: AccountJwk): (typeof algorithms)[number] {
  if (key.kty === 'RSA') return 'RS256'
  if (key.kty === 'OKP') return 'EdDSA'
  return key.crv === 'P-256' ? 'ES256' : 'ES384'
}

export const thumbprintOf = (key: AccountJwk): Promise<string> =>
  calculateJwkThumbprint(key, 'sha256')

/** SubjectPublicKeyInfo in DER, as a certificate of the key has it. */
export const spkiOf = (key: AccountJwk): Uint8Array =>
  new Uint8Array(createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' }))

/** Of a SubjectPublicKeyInfo in DER; undefined when no account can have its key. */
export async function thumbprintOfSpki(spki: Uint8Array): Promise<string | undefined> {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' })
    const account = await readAccountKey(key.export({ format: 'jwk' }))
    return account && (await thumbprintOf(account.jwk))
  } catch {
    return undefined
  }
}

function isStrongRsa({ n, e }: Extract<AccountJwk, { kty: 'RSA' }>): boolean {
  const modulus = Buffer.from(n, 'base64url')
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
  const exponent = Buffer.from(e, 'base64url')
  const isExponent = exponent.length <= 8 && (exponent.at(-1) ?? 0) % 2 === 1
  const value = exponent.reduce((sum, byte) => sum * 256 + byte, 0)
  return (
    bits >= 2048 && bits <= 8192 && (modulus.at(-1) ?? 0) % 2 === 1 && isExponent && value >= 65537
  )
}
