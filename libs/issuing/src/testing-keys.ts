import { generateKeyPairSync } from 'node:crypto'
import type { KeyKind } from './domain/profiles.ts'

/**
 * A public key of which the private key was thrown away. One of RSA for each kind: making it takes long. In a file that
 * imports nothing of ours, which is not loaded again for each mutant.
 */
export function aSpki(kind: KeyKind = 'P-384'): Uint8Array {
  const earlier = rsaKeys.get(kind)
  if (earlier !== undefined) return earlier
  const { publicKey } = kind.startsWith('RSA-')
    ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) })
    : generateKeyPairSync('ec', { namedCurve: kind })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  if (kind.startsWith('RSA-')) rsaKeys.set(kind, spki)
  return spki
}

const rsaKeys = new Map<KeyKind, Uint8Array>()
