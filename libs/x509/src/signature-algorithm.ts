import {
  explicitOf,
  isContextual,
  isNull,
  nullValue,
  oid,
  oidOf,
  sequence,
  sequenceOf,
  type DerNode,
} from './der.ts'
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

/**
 * An algorithm that is read in a certificate, but with which nothing is signed or verified here: its common
 * name, with the hash of RSASSA-PSS, or its object identifier.
 */
export type OtherAlgorithm = `not accepted: ${string}`

export const isAcceptedAlgorithm = (
  algorithm: SignatureAlgorithm | OtherAlgorithm,
): algorithm is SignatureAlgorithm => accepted.has(algorithm)

const accepted: ReadonlySet<string> = new Set(signatureAlgorithms)

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

/** The same for any algorithm; undefined when an accepted one has wrong parameters. */
export function readSignatureAlgorithm(
  node: DerNode | undefined,
): SignatureAlgorithm | OtherAlgorithm | undefined {
  const algorithm = decodeSignatureAlgorithm(node)
  if (algorithm !== undefined) return algorithm
  const [typeNode, parameters, ...rest] = sequenceOf(node) ?? []
  const type = oidOf(typeNode)
  if (type === undefined || rest.length > 0 || acceptedTypes.has(type)) return undefined
  if (type !== algorithmTypes.rsassaPss) return `not accepted: ${otherNames[type] ?? type}`
  const hash = hashOfPss(parameters)
  return hash === undefined ? undefined : `not accepted: RSASSA-PSS with ${hash}`
}

/** The hash of RSASSA-PSS-params (RFC 4055 § 3.1), whose default is SHA-1; undefined when malformed. */
function hashOfPss(parameters: DerNode | undefined): string | undefined {
  const parts = parameters === undefined ? [] : sequenceOf(parameters)
  if (parts === undefined || !isContextual(parts[0], 0)) return parts && 'SHA-1'
  const type = oidOf(sequenceOf(explicitOf(parts[0], 0))?.[0])
  return type === undefined ? undefined : (hashNames[type] ?? type)
}

const hashNames: Readonly<Record<string, string>> = {
  [algorithmTypes.sha1]: 'SHA-1',
  [algorithmTypes.sha224]: 'SHA-224',
  [algorithmTypes.sha256]: 'SHA-256',
  [algorithmTypes.sha384]: 'SHA-384',
  [algorithmTypes.sha512]: 'SHA-512',
}

const otherNames: Readonly<Record<string, string>> = {
  [algorithmTypes.md5WithRsa]: 'RSA with MD5',
  [algorithmTypes.sha1WithRsa]: 'RSA with SHA-1',
  [algorithmTypes.sha224WithRsa]: 'RSA with SHA-224',
  [algorithmTypes.ecdsaWithSha1]: 'ECDSA with SHA-1',
  [algorithmTypes.ecdsaWithSha224]: 'ECDSA with SHA-224',
  [algorithmTypes.dsaWithSha1]: 'DSA with SHA-1',
  [algorithmTypes.dsaWithSha256]: 'DSA with SHA-256',
  [algorithmTypes.ed25519]: 'Ed25519',
  [algorithmTypes.ed448]: 'Ed448',
}

const identifiers: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  'ecdsa-sha256': sequence(oid(algorithmTypes.ecdsaWithSha256)),
  'ecdsa-sha384': sequence(oid(algorithmTypes.ecdsaWithSha384)),
  'ecdsa-sha512': sequence(oid(algorithmTypes.ecdsaWithSha512)),
  'rsa-sha256': sequence(oid(algorithmTypes.sha256WithRsa), nullValue()),
  'rsa-sha384': sequence(oid(algorithmTypes.sha384WithRsa), nullValue()),
  'rsa-sha512': sequence(oid(algorithmTypes.sha512WithRsa), nullValue()),
}

const acceptedTypes: ReadonlySet<string> = new Set([
  algorithmTypes.ecdsaWithSha256,
  algorithmTypes.ecdsaWithSha384,
  algorithmTypes.ecdsaWithSha512,
  algorithmTypes.sha256WithRsa,
  algorithmTypes.sha384WithRsa,
  algorithmTypes.sha512WithRsa,
])
