import { createPublicKey, createVerify, hash, sign, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { bitStringOf, readDer, sequenceOf } from './der.ts'
import { ecdsaDerToRaw } from './ecdsa-signature.ts'
import { decodePublicKey, type PublicKey } from './public-key.ts'
import {
  isAcceptedAlgorithm,
  type OtherAlgorithm,
  type SignatureAlgorithm,
} from './signature-algorithm.ts'
import type { Signed } from './signed.ts'

export type { SignatureAlgorithm } from './signature-algorithm.ts'

/**
 * The signature algorithm for this key: P-256 with SHA-256, P-384 with SHA-384, RSA with SHA-512; undefined
 * for any other.
 */
export function signatureAlgorithmOf(key: KeyObject): SignatureAlgorithm | undefined {
  if (key.asymmetricKeyType === 'rsa') return 'rsa-sha512'
  if (key.asymmetricKeyType !== 'ec') return undefined
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'prime256v1':
      return 'ecdsa-sha256'
    case 'secp384r1':
      return 'ecdsa-sha384'
    case undefined:
    default:
      return undefined
  }
}

/** Signs the data (not its digest). ECDSA signatures are in DER, as in X.509. */
export const signData = (
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
): Uint8Array => new Uint8Array(sign(schemes[algorithm].hash, data, key))

/**
 * Whether the signature over the data is by the key of this SubjectPublicKeyInfo. A malformed or different
 * key verifies nothing.
 */
export function verifySignature({ algorithm, spki, data, signature }: SignatureToVerify): boolean {
  const scheme = schemes[algorithm]
  const key = publicKeyOf(spki)
  if (key?.asymmetricKeyType !== scheme.keyType) return false
  return verify(scheme.hash, data, key, signature)
}

/**
 * Whether a certificate, CRL or request is signed by the key of this SubjectPublicKeyInfo; never with an
 * algorithm that is not accepted.
 */
export const verifySigned = (
  {
    tbs,
    signatureAlgorithm: algorithm,
    signature,
  }: Omit<Signed, 'signatureAlgorithm'> & {
    readonly signatureAlgorithm: SignatureAlgorithm | OtherAlgorithm
  },
  spki: Uint8Array,
): boolean =>
  isAcceptedAlgorithm(algorithm) && verifySignature({ algorithm, spki, data: tbs, signature })

/**
 * The same for many signatures of one key, which is parsed once. ECDSA signatures are checked in libuv's
 * thread pool: a tenth to half of a millisecond that would block the event loop, while handing the work over
 * takes a twentieth of that.
 */
export function signatureCheckOf(
  algorithm: SignatureAlgorithm,
  spki: Uint8Array,
): (data: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean> {
  const { hash, keyType } = schemes[algorithm]
  const key = publicKeyOf(spki)
  if (key?.asymmetricKeyType !== keyType) return () => false
  return keyType === 'ec'
    ? (data, signature) => verifyInPool(hash, data, key, signature)
    : (data, signature) => verify(hash, data, key, signature)
}

const verifyInPool = promisify(
  (
    hash: string,
    data: Uint8Array,
    key: KeyObject,
    signature: Uint8Array,
    done: (fault: Error | null, isValid: boolean) => void,
  ) => {
    verify(hash, data, key, signature, done)
  },
)

/** Checks a signature over bytes that arrive in pieces and are never all in memory. */
export type StreamedCheck = {
  readonly update: (bytes: Uint8Array) => void
  /** Whether the signature over all of them is by the key. May be called once. */
  readonly isBy: (signature: Uint8Array) => boolean
}

export function streamedCheckOf(algorithm: SignatureAlgorithm, spki: Uint8Array): StreamedCheck {
  const { hash, keyType } = schemes[algorithm]
  const key = publicKeyOf(spki)
  const check = createVerify(hash)
  return {
    update: (bytes) => {
      check.update(bytes)
    },
    isBy: (signature) => key?.asymmetricKeyType === keyType && check.verify(key, signature),
  }
}

export type SignatureToVerify = {
  readonly algorithm: SignatureAlgorithm
  readonly spki: Uint8Array
  readonly data: Uint8Array
  /** As in X.509: for ECDSA in DER. */
  readonly signature: Uint8Array
}

/** The key identifier of RFC 5280 § 4.2.1.2 (1): SHA-1 of the key's bit string. Undefined when the bytes are no SubjectPublicKeyInfo. */
export function keyIdentifier(spki: Uint8Array): Uint8Array | undefined {
  const info = readDer(spki)
  const key = info.ok ? bitStringOf(sequenceOf(info.value)?.[1]) : undefined
  return key && new Uint8Array(hash('sha1', key, 'buffer'))
}

/**
 * Whether the bytes have the form of a signature by this key: for ECDSA two positive numbers within the size
 * of the curve, for RSA as many bytes as the modulus. `verifySignature` checks the signature itself.
 */
export function isSignatureOf(key: PublicKey, signature: Uint8Array): boolean {
  if (key.kind === 'rsa') return signature.length === key.modulus.length
  const half = (key.point.length - 1) / 2
  const raw = ecdsaDerToRaw(signature, half)
  return raw !== undefined && [raw.subarray(0, half), raw.subarray(half)].every(isPositive)
}

const isPositive = (bytes: Uint8Array): boolean => bytes.some((byte) => byte !== 0)

const schemes = {
  'ecdsa-sha256': { keyType: 'ec', hash: 'sha256' },
  'ecdsa-sha384': { keyType: 'ec', hash: 'sha384' },
  'ecdsa-sha512': { keyType: 'ec', hash: 'sha512' },
  'rsa-sha256': { keyType: 'rsa', hash: 'sha256' },
  'rsa-sha384': { keyType: 'rsa', hash: 'sha384' },
  'rsa-sha512': { keyType: 'rsa', hash: 'sha512' },
} as const

/** OpenSSL also reads keys that RFC 5480 § 2.2 forbids (hybrid points, unused bits): one key would have several encodings. */
function publicKeyOf(spki: Uint8Array): KeyObject | undefined {
  if (decodePublicKey(spki) === undefined) return undefined
  try {
    // As PEM, which Node accepts directly: for DER it first tries other key types, which throw errors.
    return createPublicKey(
      `-----BEGIN PUBLIC KEY-----\n${Buffer.from(spki.buffer, spki.byteOffset, spki.length).toString('base64')}\n-----END PUBLIC KEY-----\n`,
    )
  } catch {
    // OpenSSL throws on bytes that are no key (a point off its curve, for example): expected for input from
    // outside.
    return undefined
  }
}
