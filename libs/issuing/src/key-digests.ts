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

/** Whether others have the private key, or find it: what the lints refuse, for whoever asks before there are bytes to lint. */
export function isKnownToOthers(
  spki: Uint8Array,
  issuers: readonly Pick<IssuerFacts, 'knownBadKeys'>[],
): boolean {
  const fingerprint = keyDigests.fingerprintOf(spki)
  const isListedBy = issuers.some(({ knownBadKeys }) => knownBadKeys.has(fingerprint))
  return isListedBy || keyDigests.isGuessable(fingerprint)
}

/** Of each fingerprint in `debian-weak-keys.bin` its first bytes, sorted (docs/operations/blocked-keys.md). */
const width = 6

function isListed(wanted: number): boolean {
  const list = (guessable ??= readFileSync(join(import.meta.dirname, 'debian-weak-keys.bin')))
  let low = 0
  let high = list.length / width
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = list.readUIntBE(middle * width, width)
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle
  }
  return false
}

let guessable: Buffer | undefined
