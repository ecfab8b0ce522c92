import { hash } from 'node:crypto'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import type { KeyDigests } from './domain/lint.ts'

/** The digests of public keys that the lints compare. */
export const keyDigests: KeyDigests = {
  keyIdentifierOf: keyIdentifier,
  fingerprintOf: (spki) => hash('sha256', spki),
}
