import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import type { IssuerFacts } from './domain/issuer.ts'
import type { KeyDigests } from './domain/lint.ts'

/** The digests of public keys that the lints compare. */
export const keyDigests: KeyDigests = {
  keyIdentifierOf: keyIdentifier,
  fingerprintOf: (spki) => hash('sha256', spki),
  isGuessable: (fingerprint) => isListed(Number.parseInt(fingerprint.slice(0, 2 * width), 16)),
}

/**
 * Whether the private key is public or can be found: the lints refuse it, and this checks before there are
 * bytes to lint.
 */
export function isBlockedKey(
  spki: Uint8Array,
  issuers: readonly Pick<IssuerFacts, 'blockedKeys'>[],
): boolean {
  const fingerprint = keyDigests.fingerprintOf(spki)
  const isListedBy = issuers.some(({ blockedKeys }) => blockedKeys.has(fingerprint))
  return isListedBy || keyDigests.isGuessable(fingerprint)
}

/**
 * `debian-weak-keys.bin` has the first bytes of each fingerprint, sorted (docs/operations/blocked-keys.md).
 */
const width = 6

function isListed(wanted: number): boolean {
  const weakKeys = (guessable ??= readFileSync(join(import.meta.dirname, 'debian-weak-keys.bin')))
  let low = 0
  let high = weakKeys.length / width
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = weakKeys.readUIntBE(middle * width, width)
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle
  }
  return false
}

let guessable: Buffer | undefined
