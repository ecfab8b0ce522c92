import type { SignatureAlgorithm } from './signature-algorithm.ts'

/**
 * Parses the signing API's name of an algorithm (`SHA384withECDSA`, SCS 1.1); undefined for those not
 * accepted.
 */
export const parseSignatureAlgorithm = (name: string): SignatureAlgorithm | undefined =>
  algorithms.get(name.toUpperCase())

/** SHA-1 is never accepted, whatever a card offers. */
const algorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ['SHA256WITHECDSA', 'ecdsa-sha256'],
  ['SHA384WITHECDSA', 'ecdsa-sha384'],
  ['SHA256WITHRSA', 'rsa-sha256'],
  ['SHA512WITHRSA', 'rsa-sha512'],
])
