import { isNull, nullValue, oid, oidOf, sequence, sequenceOf, type DerNode } from './der.ts'
import { algorithmTypes } from './oids.ts'

/**
 * How a certificate, CRL, response or request may be signed. What we sign ourselves is `signatureAlgorithmOf`
 * the key.
 */
export const signatureAlgorithms = [
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
] as const
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number]

/** The AlgorithmIdentifier: ECDSA without parameters (RFC 5758 § 3.2), RSA with NULL (RFC 4055 § 5). */
export const encodeSignatureAlgorithm = (algorithm: SignatureAlgorithm): Uint8Array =>
  identifiers[algorithm]

/**
 * Reads an AlgorithmIdentifier; undefined when the algorithm is not accepted here or its parameters are
 * wrong.
 */
export function decodeSignatureAlgorithm(
  node: DerNode | undefined,
): SignatureAlgorithm | undefined {
  const [type, parameters, ...rest] = sequenceOf(node) ?? []
  if (rest.length > 0) return undefined
  switch (oidOf(type)) {
    case algorithmTypes.ecdsaWithSha256:
      return parameters === undefined ? 'ecdsa-sha256' : undefined
    case algorithmTypes.ecdsaWithSha384:
      return parameters === undefined ? 'ecdsa-sha384' : undefined
    case algorithmTypes.ecdsaWithSha512:
      return parameters === undefined ? 'ecdsa-sha512' : undefined
    case algorithmTypes.sha256WithRsa:
      return isNull(parameters) ? 'rsa-sha256' : undefined
    case algorithmTypes.sha384WithRsa:
      return isNull(parameters) ? 'rsa-sha384' : undefined
    case algorithmTypes.sha512WithRsa:
      return isNull(parameters) ? 'rsa-sha512' : undefined
    case undefined:
    default:
      return undefined
  }
}

const identifiers: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  'ecdsa-sha256': sequence(oid(algorithmTypes.ecdsaWithSha256)),
  'ecdsa-sha384': sequence(oid(algorithmTypes.ecdsaWithSha384)),
  'ecdsa-sha512': sequence(oid(algorithmTypes.ecdsaWithSha512)),
  'rsa-sha256': sequence(oid(algorithmTypes.sha256WithRsa), nullValue()),
  'rsa-sha384': sequence(oid(algorithmTypes.sha384WithRsa), nullValue()),
  'rsa-sha512': sequence(oid(algorithmTypes.sha512WithRsa), nullValue()),
}
