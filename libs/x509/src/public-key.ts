import {
  bitString,
  bitStringOf,
  integer,
  isNull,
  nullValue,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  unsignedOf,
} from './der.ts'
import { algorithmTypes } from './oids.ts'

/** A public key of a kind that certificates contain here. */
export type PublicKey =
  | { readonly kind: 'ec'; readonly curve: Curve; /** 04 ‖ x ‖ y */ readonly point: Uint8Array }
  | {
      readonly kind: 'rsa'
      readonly modulus: Uint8Array
      readonly exponent: Uint8Array
      /** Length of the modulus in bits. */
      readonly bits: number
    }

export type Curve = 'P-256' | 'P-384'

/** SubjectPublicKeyInfo of an elliptic curve key (RFC 5480) from its uncompressed point: 04 ‖ x ‖ y. */
export const encodeEcPublicKey = (curve: Curve, point: Uint8Array): Uint8Array =>
  sequence(sequence(oid(algorithmTypes.ecPublicKey), oid(curves[curve].type)), bitString(point))

/**
 * SubjectPublicKeyInfo of an RSA key (RFC 3279 § 2.3.1) from unsigned numbers, most significant byte first.
 */
export const encodeRsaPublicKey = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array =>
  sequence(
    sequence(oid(algorithmTypes.rsaEncryption), nullValue()),
    bitString(sequence(integer(modulus), integer(exponent))),
  )

/**
 * Parses a SubjectPublicKeyInfo; undefined when it is malformed or of an unsupported kind. Does not check the
 * key's strength.
 */
export function decodePublicKey(subjectPublicKeyInfo: Uint8Array): PublicKey | undefined {
  const info = readDer(subjectPublicKeyInfo)
  if (!info.ok) return undefined
  const [algorithm, bits, ...rest] = sequenceOf(info.value) ?? []
  const [type, parameters, ...others] = sequenceOf(algorithm) ?? []
  const key = bitStringOf(bits)
  if (key === undefined || rest.length > 0 || others.length > 0) return undefined

  if (oidOf(type) === algorithmTypes.ecPublicKey) return decodeEcKey(oidOf(parameters), key)
  if (oidOf(type) === algorithmTypes.rsaEncryption && isNull(parameters)) return decodeRsaKey(key)
  return undefined
}

const curves: Readonly<Record<Curve, { readonly type: string; readonly coordinateBytes: number }>> =
  {
    'P-256': { type: algorithmTypes.p256, coordinateBytes: 32 },
    'P-384': { type: algorithmTypes.p384, coordinateBytes: 48 },
  }

function decodeEcKey(curveType: string | undefined, point: Uint8Array): PublicKey | undefined {
  for (const curve of ['P-256', 'P-384'] as const) {
    if (curves[curve].type !== curveType) continue
    const expectedLength = 1 + 2 * curves[curve].coordinateBytes
    return point.length === expectedLength && point[0] === 4
      ? { kind: 'ec', curve, point }
      : undefined
  }
  return undefined
}

function decodeRsaKey(der: Uint8Array): PublicKey | undefined {
  const key = readDer(der)
  if (!key.ok) return undefined
  const [modulusNode, exponentNode, ...rest] = sequenceOf(key.value) ?? []
  const modulus = unsignedOf(modulusNode)
  const exponent = unsignedOf(exponentNode)
  if (modulus === undefined || exponent === undefined || rest.length > 0) return undefined
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
  return { kind: 'rsa', modulus, exponent, bits }
}
