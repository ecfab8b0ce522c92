import { createHash } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** What each of the two persons knows and nobody else, in the order of the ceremony's file. */
export type TwoSecrets = readonly [string, string]

export type SecretsRefusal =
  | { readonly kind: 'secret-too-short'; readonly person: 1 | 2 }
  /** One person with one secret would be enough. */
  | { readonly kind: 'secrets-alike' }

/**
 * The passphrase that seals the keys of roots: of both secrets, so that neither person opens a root without the other.
 * The scrypt of the sealed file stands between it and who tries secrets.
 */
export function passphraseOfTwo(secrets: TwoSecrets): Result<string, SecretsRefusal> {
  const short = secrets.findIndex((secret) => Array.from(secret).length < leastCharacters)
  if (short !== -1) return refuse({ kind: 'secret-too-short', person: short === 0 ? 1 : 2 })
  if (secrets[0] === secrets[1]) return refuse({ kind: 'secrets-alike' })
  // As JSON, so that no two pairs are written alike.
  return ok(createHash('sha512').update(JSON.stringify(secrets)).digest('base64'))
}

const leastCharacters = 12
