import {
  concatenate,
  nullValue,
  oid,
  oidOf,
  isNull,
  sequence,
  sequenceOf,
} from '@sotevarmenne/x509/der'
import type { DerNode } from '@sotevarmenne/x509/der'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'

/** The digest algorithms of signatures in this service. */
const hashes = ['sha256', 'sha384', 'sha512'] as const
export type Hash = (typeof hashes)[number]

export const digestLengths: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 }

/** By Web Cryptography, so that a page in a browser can use it too. */
export const digestOf = async (hash: Hash, ...parts: readonly Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest(webNames[hash], concatenate(...parts)))

/** The digest algorithm of this signature algorithm. */
export function hashOf(algorithm: SignatureAlgorithm): Hash {
  switch (algorithm) {
    case 'ecdsa-sha256':
    case 'rsa-sha256':
      return 'sha256'
    case 'ecdsa-sha384':
    case 'rsa-sha384':
      return 'sha384'
    case 'ecdsa-sha512':
    case 'rsa-sha512':
      return 'sha512'
  }
}

/** The AlgorithmIdentifier of the digest, without parameters (RFC 5754 § 2). */
export const encodeHash = (hash: Hash): Uint8Array => sequence(oid(types[hash]))

/** With NULL parameters, as `openssl ts` writes it: some time-stamp clients require them. */
export const encodeHashWithNull = (hash: Hash): Uint8Array =>
  sequence(oid(types[hash]), nullValue())

/**
 * Parses an AlgorithmIdentifier; parameters are absent or NULL (RFC 5754 § 2). Undefined: not an accepted
 * digest.
 */
export function hashOfNode(node: DerNode | undefined): Hash | undefined {
  const [type, parameters, ...rest] = sequenceOf(node) ?? []
  if (rest.length > 0 || !(parameters === undefined || isNull(parameters))) return undefined
  const named = oidOf(type)
  return hashes.find((hash) => types[hash] === named)
}

const types: Readonly<Record<Hash, string>> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}

const webNames = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const
