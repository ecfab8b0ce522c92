import { createHash } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** One secret of each of the two persons, known to nobody else, in the order of the ceremony's file. */
export type TwoSecrets = readonly [string, string]

export type SecretsRefusal =
  | { readonly kind: 'secret-too-short'; readonly person: 1 | 2 }
  /** One person with one secret could open the roots alone. */
  | { readonly kind: 'secrets-alike' }

/**
 * The passphrase that seals the keys of roots: from both secrets, so that neither person opens a root
 * without the other (split knowledge). The scrypt of the sealed file protects it against guessing.
 */
export function passphraseOfTwo(secrets: TwoSecrets): Result<string, SecretsRefusal> {
  const short = secrets.findIndex((secret) => Array.from(secret).length < minCharacters)
  if (short !== -1) return refuse({ kind: 'secret-too-short', person: short === 0 ? 1 : 2 })
  if (secrets[0] === secrets[1]) return refuse({ kind: 'secrets-alike' })
  // As JSON, so that no two pairs have the same encoding.
  return ok(createHash('sha512').update(JSON.stringify(secrets)).digest('base64'))
}

const minCharacters = 12
