import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import type { KeyDigests } from './domain/lint.ts'

/** The digests of public keys that the lints compare. */
export const keyDigests: KeyDigests = {
  keyIdentifierOf: keyIdentifier,
  fingerprintOf: (spki) => hash('sha256', spki),
  isGuessable: (fingerprint) => isListed(Number.parseInt(fingerprint.slice(0, 2 * width), 16)),
}

/** Of each fingerprint in `debian-weak-keys.bin` its first bytes, sorted (docs/operations/known-bad-keys.md). */
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
